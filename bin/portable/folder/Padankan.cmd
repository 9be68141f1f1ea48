@echo off
setlocal EnableDelayedExpansion
chcp 65001 >nul 2>&1
if not exist "%~dp0app\bin\drop.js" (
  echo Ekstrak dahulu berkas zip ini ke sebuah folder, lalu seret berkasnya ke "%~nx0" di folder itu.
  pause
  exit /b 1
)
rem Baris perintah utuh: nama berkas boleh memuat tanda dan, kurung, atau persen.
set "DTSEN_LINE=!CMDCMDLINE!"
if not defined DTSEN_LINE set DTSEN_LINE=x.cmd %*
"%~dp0node.exe" "%~dp0app\bin\drop.js" match
set "DTSEN_CODE=!ERRORLEVEL!"
if not defined DTSEN_NO_PAUSE pause
rem Keluar seluruhnya: sisa baris sesudah tanda dan dalam nama berkas bukan perintah.
exit !DTSEN_CODE!

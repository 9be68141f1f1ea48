@echo off
setlocal
rem Nama berkas dan hasil ditampilkan sebagai UTF-8.
chcp 65001 >nul 2>&1
"%~dp0node.exe" "%~dp0app\bin\dtsen.js" %*
exit /b %ERRORLEVEL%

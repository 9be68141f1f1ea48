/** The style of printed pages: A4, readable in black and white. */
export const style = `
@page { size: A4; margin: 16mm 15mm 18mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.35 "Liberation Sans", Arial, Helvetica, sans-serif; color: #111; margin: 0 auto; max-width: 180mm; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.page { break-after: page; padding: 4mm 0; }
.page:last-child { break-after: auto; }
h1 { font-size: 17pt; margin: 0 0 1mm; } h2 { font-size: 12.5pt; margin: 6mm 0 2mm; break-after: avoid; }
.kop { text-align: center; border-bottom: 2px solid #111; padding-bottom: 2mm; margin-bottom: 4mm; font-weight: bold; }
.sub { color: #333; margin: 0 0 4mm; overflow-wrap: anywhere; }
.figures { display: flex; gap: 3mm; padding: 0 0.3mm; } .figure { flex: 1; border: 1px solid #444; padding: 2.5mm; text-align: center; }
.figure .value { font-size: 17pt; font-weight: bold; } .figure .share { color: #333; }
.lead { margin: 3mm 0 0; } .note { font-style: italic; margin: 1mm 0; } .identity { font-size: 10pt; } .identity span { white-space: nowrap; }
.chart { width: 100%; height: auto; display: block; font-size: 10px; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; } thead { display: table-header-group; } tr { break-inside: avoid; }
.recap { font-size: 9pt; } .recap th, .recap td { border-bottom: 0.5px solid #888; padding: 0.8mm 1.5mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.recap thead th { overflow-wrap: normal; border-bottom: 1.2px solid #111; vertical-align: bottom; } .recap .n { text-align: right; } td.n { white-space: nowrap; } .recap .name { min-width: 32mm; width: 38mm; overflow-wrap: anywhere; } .recap .status { white-space: nowrap; overflow-wrap: normal; }
.wide { font-size: 8pt; } .wide th, .wide td { padding: 0.8mm 1mm; } .wide td:not(.name):not(:first-child) { text-align: right; } .wide .name { min-width: 24mm; width: 27mm; }
.matrix .same { font-weight: bold; background: #eee; }
.total td { border-top: 1.2px solid #111; font-weight: bold; } .source th { width: 34%; } code { font-size: 8pt; overflow-wrap: anywhere; }
.minute { font-size: 10.5pt; line-height: 1.3; } .minute h2 { text-align: center; margin: 0; } .number { text-align: center; margin: 0 0 3mm; } .minute p { margin: 1.5mm 0; text-align: justify; } .minute ol { margin: 1mm 0; }
.party { width: auto; margin-left: 6mm; } .party td { padding: 0 3mm 0 0; } .result { width: auto; margin: 1mm 6mm; } .result td { padding: 0 4mm 0 0; }
.signs { display: flex; justify-content: space-around; text-align: center; break-inside: avoid; margin-top: 4mm; } .room { height: 18mm; } .signer { font-weight: bold; text-decoration: underline; }
@media screen { body { padding: 8mm; } .page { border-bottom: 1px dashed #aaa; } }
`;

/** The style of the review page: for a screen. */
export const reviewStyle = `
* { box-sizing: border-box; }
body { font: 14px/1.35 "Segoe UI", "Liberation Sans", Arial, sans-serif; margin: 0; color: #111; background: #f3f3f1; }
header { position: sticky; top: 0; z-index: 1; background: #fff; border-bottom: 1px solid #999; padding: 8px 16px; }
header p { margin: 4px 0; } .private { color: #8c1d18; font-weight: bold; } .keys { color: #444; } #progress { margin-left: 12px; }
main { padding: 12px 16px; }
section { background: #fff; border: 1px solid #bbb; border-left-width: 6px; margin: 0 0 12px; padding: 10px 12px; min-height: 220px; overflow-x: auto; overflow-wrap: anywhere; }
section.current { border-left-color: #1f5c3a; box-shadow: 0 0 0 1px #1f5c3a; }
.head { font-weight: bold; } .why { margin: 4px 0 8px; max-width: 110ch; }
table { border-collapse: collapse; } th, td { border: 1px solid #ccc; padding: 3px 8px; text-align: left; vertical-align: top; min-width: 11ch; max-width: 36ch; }
th { background: #f0f0ee; font-weight: 600; } .chosen { background: #e4f1e8; } .small { font-size: 12px; color: #333; }
mark { background: #ffd34d; color: inherit; } .ruling.SAMA { color: #1f5c3a; } .ruling.BEDA { color: #8c1d18; } .ruling.TUNDA { color: #7a5b00; }
.buttons { margin-top: 8px; } button { font: inherit; padding: 4px 14px; margin-right: 8px; } button.SAMA { background: #1f5c3a; color: #fff; } button.BEDA { background: #8c1d18; color: #fff; }
`;

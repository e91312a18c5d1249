import qrcode from 'qrcode-generator';
import { texts } from '../texts';
import classes from './account.module.css';

/** Drawn as one path: black on white, also in the dark theme, because cameras expect it so. */
export function QrCode({ text }: { text: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={texts.qr} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}

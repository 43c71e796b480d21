import { encode } from 'uqr';

/** Modules of quiet zone around a symbol: the standard asks for four, readers are content with two on white paper. */
const quiet = 2;

/**
 * A text as a QR code: an SVG drawing without a size of its own, black on white, one path. Error correction M (15 %): paper is folded and
 * stamped. The same text gives the same drawing.
 */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: quiet });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${dark}"/></svg>`;
}

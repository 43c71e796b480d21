/** Hands the browser a file that was made here. */
function handOver(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function saveSvg(svg: string, name: string): void {
  handOver(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** The same as points, twice as fine as on the screen and on white. */
export async function savePng(svg: string, name: string): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * 2;
  canvas.height = picture.height * 2;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const points = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (points) handOver(points, `${name}.png`);
}

const messages = {
  'unsafe-name': '名称不安全（如含 ../、路径分隔符或空字符），已拒绝',
  'same-name': '同一文件夹内有重名，已拒绝',
  'outside-image': '位置超出映像范围，已拒绝',
  overlap: '与其他文件或目录占用同一位置，已拒绝',
  loop: '文件夹互相包含，已拒绝',
  'too-deep': '文件夹套得过深，已拒绝',
  'too-many': '文件、文件夹或目录的数量异常，已拒绝',
  'damaged-record': '目录记录已损坏',
} as const;

/** Something within an image that is refused: a stable code and where it stands. Everything else of the image is still read. */
export type ImageFault = { code: keyof typeof messages; path: string };

export function tellImageFault({ code }: ImageFault): string {
  return messages[code];
}

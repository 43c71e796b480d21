const messages = {
  empty: '没有可以写入光盘的文件。',
  'unsafe-path': '文件路径不合规，不能写入光盘。',
  'reserved-name': '这个名称留给光盘清单使用，请改名。',
  'bad-name': '名称中含有光盘不允许的字符（* / : ; ? \\ 或控制字符），请改名。',
  'long-name': '名称超过103字，光盘无法记录，请改短。',
  'same-name': '有两个文件的路径相同，请改名。',
  'too-many': '文件或文件夹过多，一张光盘放不下。',
  'too-deep': '文件夹套得过深，请减少层次。',
  'over-medium': '文件超过一张光盘的容量，无法分盘。请换容量更大的光盘，或先拆分这个文件。',
  'not-a-file': '不是普通文件（是链接或设备），不能写入光盘。',
  'not-utf8': '名称不是UTF-8编码，请改名。',
  missing: '找不到文件。',
  unreadable: '无法读取。',
  changed: '制作过程中文件有变动，请重新制作。',
  'not-an-image': '不是光盘映像（ISO 9660）。',
  truncated: '光盘映像不完整。',
  damaged: '光盘目录已损坏，无法读取。',
  'unsafe-image': '光盘映像中有不安全的内容，已拒绝读取。',
  'wrong-key': '密钥文件无法识别。',
  unwritable: '无法写入。',
  'no-space': '磁盘空间不足。',
} as const;

export type DiscFaultCode = keyof typeof messages;

/** A disc that cannot be made or read at all: a stable code, what it is about (a path, or nothing) and in Chinese what its owner can do. */
export class DiscFault extends Error {
  readonly code: DiscFaultCode;
  readonly place: string;

  constructor(code: DiscFaultCode, place = '', options: ErrorOptions = {}) {
    super(place === '' ? messages[code] : `${place}：${messages[code]}`, options);
    this.name = 'DiscFault';
    this.code = code;
    this.place = place;
  }
}

/** What the operating system says, as a fault of one file. */
export function faultOf(cause: unknown, place: string, otherwise: 'unreadable' | 'unwritable'): DiscFault {
  if (cause instanceof DiscFault) return cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ENOSPC') return new DiscFault('no-space', place, { cause });
  if (code === 'ENOENT') return new DiscFault(otherwise === 'unreadable' ? 'missing' : 'unwritable', place, { cause });
  return new DiscFault(otherwise, place, { cause });
}

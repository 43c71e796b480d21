/** Why a file cannot be read, as a stable code. */
export type UnreadableCode =
  | 'too-large'
  | 'empty'
  | 'encrypted'
  | 'old-word'
  | 'wrong-type'
  | 'damaged'
  | 'expands-too-much'
  | 'unsafe-name'
  | 'macros'
  | 'document-type'
  | 'not-word'
  | 'old-excel'
  | 'not-excel'
  | 'not-text';

/** The program whose files were asked for: what a message tells the owner to save again with. */
export type OfficeProgram = 'Word' | 'Excel';

const suffixes: Readonly<Record<OfficeProgram, string>> = { Word: '.docx', Excel: '.xlsx' };

function messageOf(code: UnreadableCode, program: OfficeProgram): string {
  const suffix = suffixes[program];
  const messages: Readonly<Record<UnreadableCode, string>> = {
    'too-large': '文件超过50 MB。请压缩其中的图片后另存，再重新选择。',
    empty: '文件是空的。请重新选择。',
    encrypted: `文件设有密码。请在${program}或WPS中取消密码后另存，再重新选择。`,
    'old-word': '这是旧格式的Word文件（.doc）。请用Word或WPS打开，另存为 .docx 后重新选择。',
    'old-excel': '这是旧格式的Excel文件（.xls）。请用Excel或WPS打开，另存为 .xlsx 后重新选择。',
    'wrong-type': `这不是${program}文件（${suffix}）。请选择用${program}或WPS保存的 ${suffix} 文件。`,
    damaged: `文件已损坏，无法打开。请在${program}或WPS中打开原文件并另存后重新选择。`,
    'expands-too-much': '文件展开后过大，可能是恶意文件，已拒绝读取。',
    'unsafe-name': '文件内部含有不安全的路径，已拒绝读取。',
    macros: `文件带有宏。请另存为不含宏的 ${suffix} 后重新选择。`,
    'document-type': '文件内部含有外部实体声明，可能是恶意文件，已拒绝读取。',
    'not-word': '压缩包内没有Word正文。请选择用Word或WPS保存的 .docx 文件。',
    'not-excel': '压缩包内没有Excel工作簿。请选择用Excel或WPS保存的 .xlsx 文件。',
    'not-text': '无法识别文件的文字编码。请将 .csv 另存为 UTF-8 编码，或改用 .xlsx 文件。',
  };
  return messages[code];
}

/** A file that cannot be read, with a Chinese message its owner can act on. Nothing of it has been kept. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, { program = 'Word', ...options }: ErrorOptions & { program?: OfficeProgram } = {}) {
    super(messageOf(code, program), options);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}

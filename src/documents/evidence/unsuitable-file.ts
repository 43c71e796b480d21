const messages = {
  'not-evidence':
    '不支持这种文件。请上传 PNG、JPEG、WebP 图片，PDF，Word（.docx），Excel（.xlsx），或 .csv、.txt 文本。',
  archive: '不接受压缩包。请解压后逐个上传其中的文件。',
  heic: '这是手机的 HEIC 照片，多数电脑打不开。请在相册中导出为 JPEG，或将手机相机格式设为“兼容性最佳”后重新上传。',
  'old-office': '这是旧格式或设有密码的 Office 文件。请取消密码，另存为 .docx 或 .xlsx 后重新上传。',
  'damaged-image': '图片已损坏，读不出尺寸。请重新导出后上传。',
  'image-too-large': '图片尺寸过大：每边最多 20000 像素，合计最多 1.2 亿像素。请缩小后上传。',
  'encrypted-pdf': 'PDF 设有密码或权限限制。请取消加密后另存，再重新上传。',
  'damaged-pdf': 'PDF 已损坏，无法打开。请重新导出后上传。',
  'too-many-pages': 'PDF 超过 2000 页。请分成几个文件上传。',
  'no-document': '这里只接受 Word（.docx）和 PDF 文件；类型按内容识别，改扩展名没有用。',
  'too-much-text': '文件的文字超过 50 万字。请分成几个文件，各作一件制度。',
  'too-many-document-pages': 'PDF 超过 600 页。请分成几个文件，各作一件制度。',
  'not-text': '文件内容不是文本，或文字编码无法识别。请将文本另存为 UTF-8 编码后重新上传。',
} as const;

/** A file that cannot serve as evidence, with a Chinese message its owner can act on. */
export class UnsuitableFile extends Error {
  readonly code: keyof typeof messages;

  constructor(code: keyof typeof messages, options: ErrorOptions = {}) {
    super(messages[code], options);
    this.name = 'UnsuitableFile';
    this.code = code;
  }
}

/** A published list as the office's document. */
export function PublicationFiles({ batchId, kind }: { batchId: string; kind: 'publicity' | 'list' }) {
  const name = kind === 'list' ? '名单文件' : '公示文件';
  return (
    <p className="actions">
      {(['docx', 'pdf'] as const).map((format) => (
        <a key={format} href={`/api/batches/${batchId}/publications/${kind}.${format}`} download>
          {name}（{format === 'docx' ? 'Word' : 'PDF'}）
        </a>
      ))}
    </p>
  );
}

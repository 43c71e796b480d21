import { Link } from '@tanstack/react-router';
import type { Documents } from './document-queries.ts';
import { standingClass, standingText } from './standing-text.ts';

/** What holds, what is worked on, and what the reader is still to read. */
export function DocumentTable({ id, data }: { id: string; data: Documents }) {
  const { canManage, because, kinds, items } = data;
  const held = new Set(items.filter(({ current }) => current?.standing === 'in-force').map(({ kind }) => kind));
  const missing = kinds.filter(({ label }) => label !== '其他' && !held.has(label)).map(({ label }) => label);
  if (items.length === 0)
    return (
      <p className="card">
        {canManage
          ? `还没有制度。请在下面新建章程和各项制度，输入正文或上传Word、PDF文件；批准后自动登记台账、作为证据。${because}。`
          : '这个联合体还没有经批准的制度。秘书处批准后，在这里阅读和查找。'}
      </p>
    );
  return (
    <section className="card">
      {canManage && missing.length > 0 && (
        <p className="warning">
          还没有现行有效的{missing.join('、')}。{because}。
        </p>
      )}
      <div className="scroll">
        <table className="data stacks">
          <thead>
            <tr>
              <th>类型</th>
              <th>名称</th>
              <th>现行版本</th>
              <th>在办</th>
              <th>阅读</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td data-label="类型">{item.kind}</td>
                <td data-label="名称">
                  <Link to="/consortia/$id/documents/$documentId" params={{ id, documentId: item.id }}>
                    {item.title}
                  </Link>
                </td>
                <td data-label="现行版本">
                  {item.current ? (
                    <>
                      {item.current.label}{' '}
                      <span className={standingClass(item.current)}>{standingText(item.current)}</span>
                    </>
                  ) : (
                    <span className="soft">尚未批准</span>
                  )}
                </td>
                <td data-label="在办">
                  {item.open ? (
                    <span className={standingClass(item.open)}>
                      {item.open.label}
                      {standingText(item.open)}
                    </span>
                  ) : (
                    '—'
                  )}
                </td>
                <td data-label="阅读">
                  <Reading {...item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Reading({ reading, readers }: Pick<Documents['items'][number], 'reading' | 'readers'>) {
  return (
    <>
      {reading.asked && (reading.readAt === null ? <strong className="warning">待您阅读</strong> : '您已阅读')}
      {readers && (
        <span className="soft">
          {reading.asked && '，'}
          {readers.read}/{readers.concerned}人已读
        </span>
      )}
      {!reading.asked && !readers && '—'}
    </>
  );
}

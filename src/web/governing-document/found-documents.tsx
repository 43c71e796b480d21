import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { foundQuery } from './document-queries.ts';
import { standingClass, standingText } from './standing-text.ts';

const pageSize = 20;

/** What was found, with the passages in which it stands. */
export function FoundDocuments({ q, consortium }: { q: string; consortium: string | undefined }) {
  const [offset, setOffset] = useState(0);
  const found = useQuery(foundQuery(q, consortium, offset));
  return (
    <Loaded query={found}>
      {({ isSearchable, items, hasMore }) => (
        <section className="card" aria-label="查找结果" aria-busy={found.isPlaceholderData}>
          {items.length === 0 && (
            <p role="status">
              {!isSearchable
                ? '请输入至少一个汉字、字母或数字。'
                : '没有找到。各词须在同一版本中全部出现；可减少词语，或只输入其中几个字。扫描成图片的PDF没有文字，查找不到。'}
            </p>
          )}
          <ol className="plain-list">
            {items.map(({ id, title, titleParts, kind, consortium: owner, found: version, passages }) => (
              <li key={version.id} className="found-document">
                <h2>
                  <Link
                    to="/consortia/$id/documents/$documentId"
                    params={{ id: owner.id, documentId: id }}
                    search={{ version: version.id }}
                    aria-label={`${title}${version.label}`}
                  >
                    <Marked parts={titleParts} />
                  </Link>{' '}
                  {version.label}
                </h2>
                <p className="soft">
                  {consortium === undefined && `${owner.name}，`}
                  {kind}，<span className={standingClass(version)}>{standingText(version)}</span>
                </p>
                {passages.map(({ page, parts }) => (
                  <p key={`${page} ${parts.map(({ text }) => text).join('')}`}>
                    {page !== null && <span className="soft">第{page}页 </span>}…<Marked parts={parts} />…
                  </p>
                ))}
              </li>
            ))}
          </ol>
          <Pager page={offset / pageSize} hasMore={hasMore} onPage={(page) => setOffset(page * pageSize)} />
        </section>
      )}
    </Loaded>
  );
}

type Part = { text: string; isHit: boolean };

function Marked({ parts }: { parts: readonly Part[] }) {
  let at = 0;
  return parts.map(({ text, isHit }) => {
    const key = at;
    at += text.length;
    return isHit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { TextChanges } from '#web/ui/text-changes.tsx';
import { type DocumentVersion, differenceQuery, type GoverningDocument } from './document-queries.ts';

/** What one version changed of another: taken out struck through, put in underlined, never by colour alone. */
export function VersionDifference(props: { document: GoverningDocument; from: DocumentVersion; to: DocumentVersion }) {
  const { document, from, to } = props;
  const difference = useQuery(differenceQuery(document.id, from.id, to.id));
  return (
    <section className="card">
      <h2>
        {from.label}到{to.label}的差异
      </h2>
      <p className="soft actions">
        <del>删去的文字</del>
        <ins>增加的文字</ins>
        <Link
          to="/consortia/$id/documents/$documentId"
          params={{ id: document.consortium.id, documentId: document.id }}
          search={{ version: to.id }}
        >
          返回{to.label}正文
        </Link>
      </p>
      <Loaded query={difference}>
        {({ changes }) =>
          changes.every(({ kind }) => kind === 'same') ? (
            <p>两个版本的文字相同。</p>
          ) : (
            <div className="document-text">
              <TextChanges changes={changes} />
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

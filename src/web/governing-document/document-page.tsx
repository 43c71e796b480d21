import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ChangeDocument } from './change-document.tsx';
import { documentQuery, type GoverningDocument } from './document-queries.ts';
import { DraftEditor } from './draft-editor.tsx';
import { Readers } from './readers.tsx';
import { VersionDifference } from './version-difference.tsx';
import { VersionList } from './version-list.tsx';
import { VersionText } from './version-text.tsx';
import './documents.css';

/** A document: its versions, one of them to read, to write or beside another, and who has read it. */
export function DocumentPage() {
  const { id = '', documentId = '' } = useParams({ strict: false });
  const document = useQuery(documentQuery(documentId));
  return (
    <>
      <ConsortiumHead id={id} title="制度" />
      <p>
        <Link to="/consortia/$id/documents" params={{ id }}>
          返回全部制度
        </Link>
      </p>
      <Loaded query={document}>{(data) => <Opened data={data} />}</Loaded>
    </>
  );
}

function Opened({ data }: { data: GoverningDocument }) {
  const { version: wanted, from } = useSearch({ strict: false });
  const { versions } = data;
  const shown =
    versions.find(({ id }) => id === wanted) ??
    versions.find(({ state }) => state === 'draft' && data.canManage) ??
    versions.find(({ standing }) => standing === 'in-force') ??
    versions[0];
  const other = versions.find(({ id }) => id === from && id !== shown?.id);
  return (
    <>
      <section className="card">
        <h2>{data.title}</h2>
        <p className="soft">
          {data.kind}；与
          {data.readerRoles
            .filter(({ id }) => data.readers.includes(id))
            .map(({ label }) => label)
            .join('、') || '（未指定）'}
          有关
        </p>
        {shown && <VersionList data={data} shown={shown} />}
      </section>
      {shown && other && <VersionDifference document={data} from={other} to={shown} />}
      {shown && !other && shown.state === 'draft' && data.canManage && (
        <DraftEditor key={shown.id} document={data} draft={shown} />
      )}
      {shown && !other && !(shown.state === 'draft' && data.canManage) && <VersionText document={data} shown={shown} />}
      {shown?.approval && data.canManage && <Readers document={data} version={shown} />}
      {data.canManage && <ChangeDocument key={data.title} document={data} />}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { documentsQuery } from './document-queries.ts';
import { DocumentTable } from './document-table.tsx';
import { FoundDocuments } from './found-documents.tsx';
import { NewDocument } from './new-document.tsx';
import './documents.css';

/** The library of a consortium's charter and rules, and the search in their texts. */
export function DocumentsPage() {
  const { id = '' } = useParams({ strict: false });
  const { q = '', all } = useSearch({ strict: false });
  const documents = useQuery(documentsQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="制度" />
      <SearchBox key={q} id={id} q={q} all={all === true} />
      {q === '' ? (
        <Loaded query={documents}>
          {(data) => (
            <>
              <DocumentTable id={id} data={data} />
              {data.canManage && <NewDocument id={id} data={data} />}
            </>
          )}
        </Loaded>
      ) : (
        <FoundDocuments key={`${q} ${all}`} q={q} consortium={all ? undefined : id} />
      )}
    </>
  );
}

function SearchBox({ id, q, all }: { id: string; q: string; all: boolean }) {
  const navigate = useNavigate();
  const roles = useQuery(meQuery).data?.roles ?? [];
  const [typed, setTyped] = useState(q);
  // An office sees more consortia than this one.
  const seesMore = roles.some(({ unit }) => unit.kind === 'ministry' || unit.kind === 'province');
  const go = (words: string, everywhere: boolean) =>
    void navigate({
      to: '/consortia/$id/documents',
      params: { id },
      search: { ...(words.trim() === '' ? {} : { q: words.trim() }), ...(everywhere ? { all: true } : {}) },
    });
  return (
    <search>
      <form
        className="card actions document-search"
        onSubmit={(event) => {
          event.preventDefault();
          go(typed, all);
        }}
      >
        <input
          className="text"
          type="search"
          aria-label="在制度全文中查找"
          placeholder="在制度全文中查找，含Word和PDF文件；几个词以空格分开"
          maxLength={300}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          查找
        </Button>
        {q !== '' && <Button onClick={() => go('', false)}>返回全部制度</Button>}
        {seesMore && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => go(typed, event.target.checked)} />
            查找可见的所有联合体
          </label>
        )}
      </form>
    </search>
  );
}

import { Link, useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import type { Acceptance } from './check-result.tsx';
import { ImportFile } from './import-file.tsx';

/** Ledgers from Excel. */
export function ImportLedgersPage() {
  const { id = '' } = useParams({ strict: false });
  const accept = async (importId: string, { mode, reason }: Acceptance) => {
    const body = { mode, ...(reason === '' ? {} : { reason }) };
    const url = '/api/consortia/{id}/ledger-imports/{importId}/acceptance';
    return (await answered(client.POST(url, { params: { path: { id, importId } }, body }))).jobId;
  };
  return (
    <>
      <ConsortiumHead id={id} title="从Excel导入台账">
        <Link to="/consortia/$id/ledgers" params={{ id }}>
          返回台账
        </Link>
      </ConsortiumHead>
      <ImportFile url={`/api/consortia/${id}/ledger-imports`} title="从Excel导入台账" accept={accept}>
        <p>
          <a href={`/api/consortia/${id}/ledgers/template.xlsx`} download>
            下载全部台账的填报模板
          </a>
          ，也可在各类台账中下载单类模板。先逐行检查，确认后才保存；再次上传同一文件不会重复填报。
        </p>
      </ImportFile>
    </>
  );
}

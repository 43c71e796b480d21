import { Link, useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import type { Acceptance } from '#web/ledger-import/check-result.tsx';
import { ImportFile } from '#web/ledger-import/import-file.tsx';

/** Positions and cohorts from a member's own system. */
export function ImportTalentPage() {
  const { id = '' } = useParams({ strict: false });
  const accept = async (importId: string, { mode }: Acceptance) => {
    const url = '/api/consortia/{id}/talent-imports/{importId}/acceptance';
    return (await answered(client.POST(url, { params: { path: { id, importId } }, body: { mode } }))).jobId;
  };
  return (
    <>
      <ConsortiumHead id={id} title="导入岗位和专业">
        <Link to="/consortia/$id/talent" params={{ id }}>
          返回人才供需
        </Link>
      </ConsortiumHead>
      <ImportFile url={`/api/consortia/${id}/talent-imports`} title="导入岗位和专业" accept={accept}>
        <p>
          <a href={`/api/consortia/${id}/talent-imports/template.xlsx`} download>
            下载导入模板
          </a>
          （岗位由企业填，专业培养由学校填），也可直接使用本单位系统导出的表，列名与模板相同即可。先逐行检查，确认后才写入；同一“外部编号”再次导入时更新原来的一条。
        </p>
        <p className="soft">
          也可由本单位系统按<a href="/api/docs">接口说明</a>直接写入，令牌在<Link to="/account">账号安全</Link>中生成。
        </p>
      </ImportFile>
    </>
  );
}

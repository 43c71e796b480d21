import { answered, client } from '#web/api/client.ts';
import { AttachedFiles } from './attached-files.tsx';
import type { Need } from './technology-queries.ts';

/** Files of a need, for whom the need is open to; its enterprise adds and removes them. */
export function NeedFiles({ id, need }: { id: string; need: Need }) {
  const path = { id, needId: need.id };
  if (need.files.length === 0 && !need.canChange) return null;
  return (
    <>
      <h3>附件</h3>
      <AttachedFiles
        id={id}
        files={need.files}
        at={`/api/consortia/${id}/technology-needs/${need.id}/attachments`}
        canChange={need.canChange}
        label={need.openness === 'confidential' ? '添加附件（与详细内容一样保密）' : '添加附件'}
        attach={(uploadId) =>
          answered(
            client.POST('/api/consortia/{id}/technology-needs/{needId}/attachments', {
              params: { path },
              body: { uploadId },
            }),
          )
        }
        remove={(fileId) =>
          answered(
            client.DELETE('/api/consortia/{id}/technology-needs/{needId}/attachments/{fileId}', {
              params: { path: { ...path, fileId } },
            }),
          )
        }
      />
    </>
  );
}

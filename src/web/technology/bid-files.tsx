import { answered, client } from '#web/api/client.ts';
import { AttachedFiles } from './attached-files.tsx';
import type { Call } from './technology-queries.ts';

/** Files of a bid, for who may read it; its bidder adds and removes them until the call closes. */
export function BidFiles({ id, call, bid }: { id: string; call: Call; bid: Call['bids'][number] }) {
  const path = { id, callId: call.id, bidId: bid.id };
  return (
    <AttachedFiles
      id={id}
      files={bid.files}
      at={`/api/consortia/${id}/technology-calls/${call.id}/bids/${bid.id}/attachments`}
      canChange={bid.isOwn && call.isOpen}
      label="添加附件：方案、团队、报价单等（与标书一样密封，截止之后不能增减）"
      attach={(uploadId) =>
        answered(
          client.POST('/api/consortia/{id}/technology-calls/{callId}/bids/{bidId}/attachments', {
            params: { path },
            body: { uploadId },
          }),
        )
      }
      remove={(fileId) =>
        answered(
          client.DELETE('/api/consortia/{id}/technology-calls/{callId}/bids/{bidId}/attachments/{fileId}', {
            params: { path: { ...path, fileId } },
          }),
        )
      }
    />
  );
}

import { useSearch } from '@tanstack/react-router';
import { RequestList } from './request-list.tsx';

/** Requests to change commitments that one may see: of one's own consortium, province, or all. */
export function RequestsPage() {
  const { consortium, request } = useSearch({ strict: false });
  return (
    <>
      <title>承诺调整申请 - 联合体</title>
      <div className="title-row">
        <h1>承诺调整申请</h1>
      </div>
      <p className="soft">联合体申请、省级提出意见、部级决定；批准后承诺值改变，前后两个数都保留。在办的在前。</p>
      <RequestList query={{ ...(consortium ? { consortium } : {}), ...(request ? { request } : {}) }} />
    </>
  );
}

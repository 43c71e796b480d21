import { Button } from 'antd';

/** To the page before and after, counted from 0; nothing where all stands on one. Without `pages` it is known only whether there are more. */
export function Pager({
  page,
  pages,
  hasMore = pages !== undefined && page + 1 < pages,
  onPage,
}: {
  page: number;
  pages?: number;
  hasMore?: boolean;
  onPage: (page: number) => void;
}) {
  if (page === 0 && !hasMore) return null;
  return (
    <nav className="actions no-print" aria-label="分页">
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        上一页
      </Button>
      <span>{pages === undefined ? `第${page + 1}页` : `第${page + 1}页，共${pages}页`}</span>
      <Button disabled={!hasMore} onClick={() => onPage(page + 1)}>
        下一页
      </Button>
    </nav>
  );
}

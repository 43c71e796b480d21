import { Button } from 'antd';
import { useState } from 'react';

/** A page as a link and on paper. */
export function TakeAlong() {
  const [copied, setCopied] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => setCopied('链接已复制。'),
      () => setCopied('没有复制成功，请从地址栏复制。'),
    );
  return (
    <>
      <Button onClick={copy}>复制链接</Button>
      <Button onClick={() => print()}>打印</Button>
      <span role="status" className="good">
        {copied}
      </span>
    </>
  );
}

import { Button } from 'antd';
import type { ReactNode } from 'react';
import { momentText } from '#web/ui/moment.ts';

export type Taken = { revision: number; digest: string; takenAt: string; receiptNumber: string; deadline: string };

/** The receipt of a submission, to the second, to be printed alone. */
export function Receipt({
  receipt,
  consortium,
  batch,
  next,
}: {
  receipt: Taken;
  consortium: string;
  batch: string;
  next: ReactNode;
}) {
  return (
    <section className="card receipt" role="status" aria-label="提交回执">
      <h2>提交回执</h2>
      <table className="data" style={{ margin: '10px 0' }}>
        <tbody>
          <Row title="回执编号">{receipt.receiptNumber}</Row>
          <Row title="联合体">{consortium}</Row>
          <Row title="批次">{batch}</Row>
          <Row title="版本">第{receipt.revision}版</Row>
          <Row title="收到时间">{momentText(receipt.takenAt)}（北京时间）</Row>
          <Row title="截止时间">{momentText(receipt.deadline)}（北京时间）</Row>
          <Row title="摘要（SHA-256）">
            <span className="digest">{receipt.digest}</span>
          </Row>
        </tbody>
      </table>
      <p className="soft">{next}</p>
      <Button className="no-print" onClick={() => window.print()}>
        打印回执
      </Button>
    </section>
  );
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{children}</td>
    </tr>
  );
}

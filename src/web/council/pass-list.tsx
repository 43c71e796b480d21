import { Button } from 'antd';
import { momentText } from '#web/ui/moment.ts';
import { QrCode } from '#web/ui/qr-code.tsx';
import type { Meeting } from './council-queries.ts';

export type HandedPass = { seatId: string; name: string; link: string; mailed: boolean };

/** Passes as they are handed over: to be printed and cut, or sent. They are shown this once. */
export function PassList(props: { meeting: Meeting; passes: readonly HandedPass[]; onClose: () => void }) {
  const { meeting, passes, onClose } = props;
  const unsent = passes.filter(({ mailed }) => !mailed).length;
  return (
    <section className="card pass-list" aria-label="参会链接">
      <div className="no-print">
        <h2>参会链接</h2>
        <p>
          每席一个，凭此回复、签到、委托和表决，请勿转发。已寄到邮箱{passes.length - unsent}个
          {unsent > 0 && `；其余${unsent}个请打印或逐一发给本人`}。离开本页后不再显示；需要时可以重发，原来的即告失效。
        </p>
        <p className="actions">
          <Button type="primary" onClick={() => print()}>
            打印
          </Button>
          <Button onClick={onClose}>收起</Button>
        </p>
      </div>
      <ul className="passes">
        {passes.map(({ seatId, name, link, mailed }) => (
          <li key={seatId}>
            <QrCode text={link} label={`${name}的参会二维码`} />
            <div>
              <strong>{name}</strong>
              <div>{meeting.title}</div>
              <div className="soft">
                {momentText(meeting.opensAt).slice(0, -3)} {meeting.place}
              </div>
              <a className="no-print" href={link}>
                {mailed ? '链接（已寄出）' : '链接'}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from 'antd';
import { QrCode } from './qr-code.tsx';

export type StudentPass = { id: string; number: number; name: string; link: string; guardianLink: string | null };

/** Passes as they are handed over: to be printed and cut, or sent. They are shown this once. */
export function StudentPasses(props: {
  /** Whose they are, where it is not students. */
  who?: string;
  title: string;
  /** What one does with it. */
  use: string;
  passes: readonly StudentPass[];
  onClose: () => void;
}) {
  const { who: whose = '学生', title, use, passes, onClose } = props;
  const all = passes.flatMap(({ guardianLink, ...own }) => [
    { ...own, key: own.id, who: own.name },
    ...(guardianLink === null
      ? []
      : [{ ...own, key: `${own.id} guardian`, who: `${own.name}的监护人`, link: guardianLink }]),
  ]);
  return (
    <section className="card pass-list" aria-label={`${whose}链接`}>
      <div className="no-print">
        <h2>{whose}链接</h2>
        <p>每人一个，凭此{use}，请交给本人，勿转发。离开本页后不再显示；需要时可以换发，原来的即告失效。</p>
        <p className="actions">
          <Button type="primary" onClick={() => print()}>
            打印
          </Button>
          <Button onClick={onClose}>收起</Button>
        </p>
      </div>
      <ul className="passes">
        {all.map(({ key, number, who, link }) => (
          <li key={key}>
            <QrCode text={link} label={`${who}的二维码`} />
            <div>
              <strong>{who}</strong>
              <div>
                {title}　编号{number}
              </div>
              <a className="no-print" href={link}>
                链接
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { authorityText } from './authority-text.ts';
import type { Council, Seat } from './council-queries.ts';
import { ElectForm } from './elect-form.tsx';
import { SeatActs } from './seat-acts.tsx';

/** Who holds the seats, who will and who did; electing and dismissing for who runs the council. */
export function SeatsCard({ council }: { council: Council }) {
  const { seats, today, canManage, charter } = council;
  const now = seats.filter(({ lastDay }) => lastDay >= today);
  const past = seats.filter(({ lastDay }) => lastDay < today);
  return (
    <section className="card">
      <h2>席位</h2>
      {now.length === 0 && (
        <p>{charter ? '还没有任期内的席位。登记当选后在这里列出。' : '登记章程之后，在这里登记当选。'}</p>
      )}
      {now.length > 0 && <SeatTable seats={now} council={council} />}
      {past.length > 0 && (
        <details>
          <summary>任期已满或提前结束的{past.length}席</summary>
          <SeatTable seats={past} council={council} />
        </details>
      )}
      {canManage && charter && <ElectForm council={council} />}
    </section>
  );
}

function SeatTable({ seats, council }: { seats: readonly Seat[]; council: Council }) {
  const { parties, roles, today, canManage } = council;
  const label = (of: Council['parties'], id: string) => of.find((one) => one.id === id)?.label ?? id;
  const place = (seat: Seat) =>
    parties.findIndex(({ id }) => id === seat.party) * 100 + roles.findIndex(({ id }) => id === seat.role);
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th scope="col">各方</th>
          <th scope="col">姓名</th>
          <th scope="col">单位</th>
          <th scope="col">职务</th>
          <th scope="col">任期</th>
          <th scope="col">替补</th>
          {canManage && <th scope="col">办理</th>}
        </tr>
      </thead>
      <tbody>
        {seats
          .toSorted((a, b) => place(a) - place(b))
          .map((seat) => (
            <tr key={seat.id}>
              <td data-label="各方">{label(parties, seat.party)}</td>
              <td data-label="姓名">
                {seat.name}
                {seat.contact && seat.contact.email === '' && <div className="soft">没有邮箱</div>}
              </td>
              <td data-label="单位">{seat.organisation}</td>
              <td data-label="职务">{label(roles, seat.role)}</td>
              <td data-label="任期">
                {seat.from}至{seat.lastDay}
                {seat.from > today && <span className="warning">（尚未开始）</span>}
                <div className="soft">
                  依据：{authorityText(seat.electedBy)}
                  {seat.endedBy && `；提前结束：${authorityText(seat.endedBy)}`}
                </div>
              </td>
              <td data-label="替补">
                {seat.substitutes.map(({ name, to }) => `${name}（至${to}）`).join('、') || '—'}
              </td>
              {canManage && (
                <td data-label="办理">
                  {seat.lastDay >= today && <SeatActs consortiumId={council.consortium.id} seat={seat} today={today} />}
                </td>
              )}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

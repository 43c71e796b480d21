import { useState } from 'react';

/** The month's report, which writes itself. */
export function MonthReport({ id, today }: { id: string; today: string }) {
  const [month, setMonth] = useState(today.slice(0, 7));
  const [year = 0, number = 1] = today.split('-').map(Number);
  const months = Array.from({ length: 12 }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  );
  const address = `/api/consortia/${id}/task-reports/${month}`;
  return (
    <section className="card" aria-label="任务月报">
      <h2>任务月报</h2>
      <p className="soft">按任务的办理情况自动写成：本月完成、逾期、正在办理和下月到期的任务。</p>
      <div className="actions">
        <label>
          月份{' '}
          <select className="text inline" value={month} onChange={(event) => setMonth(event.target.value)}>
            {months.map((each) => (
              <option key={each} value={each}>
                {each.slice(0, 4)}年{Number(each.slice(5))}月
              </option>
            ))}
          </select>
        </label>
        <a href={`${address}/report.docx`} download>
          下载Word
        </a>
        <a href={`${address}/report.pdf`} download>
          下载PDF
        </a>
      </div>
    </section>
  );
}

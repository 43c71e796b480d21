import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { thresholdText } from '#core/council/threshold.ts';
import { authorityText } from './authority-text.ts';
import { CharterForm } from './charter-form.tsx';
import type { Council } from './council-queries.ts';

type Rules = Council['suggested'];

/** The charter in force, its versions, and (for who runs the council) another one. */
export function CharterCard({ council }: { council: Council }) {
  const [isEditing, setEditing] = useState(false);
  const { charter, charters, canManage } = council;
  return (
    <section className="card">
      <h2>章程</h2>
      {charter ? (
        <>
          <p className="soft">
            第{charter.version}版，自{charter.inForceFrom}起生效；依据：{authorityText(charter.authority)}
            <CharterText id={council.consortium.id} charter={charter} />
          </p>
          <CharterRulesTable rules={charter.rules} council={council} />
        </>
      ) : (
        <p>
          还没有生效的章程。
          {canManage && '请先登记章程：各方席位、到会人数和表决比例，此后才能登记当选和召开会议。'}
        </p>
      )}
      {charters.length > 1 && (
        <details>
          <summary>全部{charters.length}个版本</summary>
          {charters.map((one) => (
            <section key={one.version}>
              <h3>
                第{one.version}版，自{one.inForceFrom}起
              </h3>
              <p className="soft">
                依据：{authorityText(one.authority)}；{one.by}登记
                <CharterText id={council.consortium.id} charter={one} />
              </p>
              <CharterRulesTable rules={one.rules} council={council} />
            </section>
          ))}
        </details>
      )}
      {canManage &&
        (isEditing ? (
          <CharterForm council={council} onDone={() => setEditing(false)} />
        ) : (
          <Button onClick={() => setEditing(true)}>{charters.length === 0 ? '登记章程' : '登记新版本'}</Button>
        ))}
    </section>
  );
}

/** Where the rules' own words stand, among the governing documents. */
function CharterText({ id, charter: { document } }: { id: string; charter: Council['charters'][number] }) {
  if (!document) return null;
  return (
    <>
      ；文本：
      <Link
        to="/consortia/$id/documents/$documentId"
        params={{ id, documentId: document.id }}
        search={{ version: document.versionId }}
      >
        《{document.title}》第{document.number}版
      </Link>
    </>
  );
}

function CharterRulesTable({ rules, council }: { rules: Rules; council: Council }) {
  const { parties, motionKinds, seats, today } = council;
  const label = (of: readonly { id: string; label: string }[], id: string) =>
    of.find((one) => one.id === id)?.label ?? id;
  const held = (party: string) =>
    seats.filter((seat) => seat.party === party && seat.from <= today && today <= seat.lastDay).length;
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th scope="col">各方</th>
            <th scope="col">席位</th>
            <th scope="col">现任</th>
            <th scope="col">到会要求</th>
          </tr>
        </thead>
        <tbody>
          {rules.parties.map(({ party, seats: most, quorum }) => (
            <tr key={party}>
              <th scope="row">{label(parties, party)}</th>
              <td data-label="席位">{most}</td>
              <td data-label="现任">{held(party)}</td>
              <td data-label="到会要求">{quorum ? thresholdText(quorum) : '不作要求'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        <li>会议须有在任席位的{thresholdText(rules.quorum)}到会方可召开。</li>
        {rules.majorities.map(({ kind, of, threshold }) => (
          <li key={kind}>
            {label(motionKinds, kind)}：{of === 'present' ? '到会' : '全体'}
            {thresholdText(threshold)}同意。
          </li>
        ))}
        <li>
          提前{rules.noticeDays}天通知；
          {rules.mostProxies === 0
            ? '不得委托他人'
            : `可以委托，每人至多受${rules.mostProxies}人委托，受托的${rules.doProxiesCount ? '计入' : '不计入'}到会人数`}
          ；每届{rules.termYears}年。
        </li>
      </ul>
    </>
  );
}

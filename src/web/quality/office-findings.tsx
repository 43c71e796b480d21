import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { FindingItem } from './finding-item.tsx';
import {
  anything,
  type Finding,
  filterOf,
  findingsQuery,
  type Looking,
  type Office,
  pageSize,
} from './quality-queries.ts';

const states = [
  { id: 'open', label: '待说明' },
  { id: 'answered', label: '待审核' },
  { id: 'accepted', label: '已关闭' },
  { id: 'gone', label: '已消除' },
] as const;

/** What was found of the office's consortia, to be narrowed by rule, severity, province and state, and to be taken away as a file. */
export function OfficeFindings({ office }: { office: Office }) {
  const { year, rules, severities, provinces } = office;
  const [looking, setLooking] = useState<Looking>(anything);
  const [page, setPage] = useState(0);
  const findings = useQuery(findingsQuery(year, looking, page));
  const look = (change: Partial<Looking>) => {
    setLooking({ ...looking, ...change });
    setPage(0);
  };
  const address = new URLSearchParams(
    Object.entries(filterOf(year, looking)).map(([name, value]) => [name, String(value)]),
  );
  return (
    <section className="card">
      <h2>发现</h2>
      <div className="filters">
        <Choice label="规则" value={looking.rule} choices={counted(rules)} onChange={(rule) => look({ rule })} />
        <Choice
          label="程度"
          value={looking.severity}
          choices={counted(severities)}
          onChange={(id) => look({ severity: isSeverity(id) ? id : '' })}
        />
        {provinces.length > 1 && (
          <Choice
            label="省份"
            value={looking.province}
            choices={counted(provinces)}
            onChange={(province) => look({ province })}
          />
        )}
        <Choice
          label="状态"
          value={looking.state}
          choices={states}
          onChange={(id) => look({ state: states.find((state) => state.id === id)?.id ?? '' })}
        />
        <a href={`/api/quality/findings.xlsx?${address}`} download>
          导出（Excel）
        </a>
      </div>
      <Loaded query={findings}>
        {({ items, total }) => (
          <>
            <p className="soft" role="status">
              {total === 0 ? '没有这样的发现。' : `共${total}项，严重的在前。`}
            </p>
            {[...Map.groupBy(items, ({ consortium }) => consortium.id)].map(([id, own]) => (
              <section key={id}>
                <h3>
                  <Link to="/consortia/$id/quality" params={{ id }}>
                    {own[0]?.consortium.name}
                  </Link>
                  <span className="soft">　{own[0]?.province}</span>
                </h3>
                <ul className="findings">
                  {own.map((finding) => (
                    <FindingItem key={finding.id} finding={finding} linksFigures />
                  ))}
                </ul>
              </section>
            ))}
            <Pager page={page} pages={Math.ceil(total / pageSize)} onPage={setPage} />
          </>
        )}
      </Loaded>
    </section>
  );
}

const isSeverity = (id: string): id is Finding['severity'] => id === 'serious' || id === 'usual' || id === 'slight';

/** Those that found anything, with how many of them are not settled. */
function counted(all: Office['rules']): readonly { id: string; label: string }[] {
  return all
    .filter(({ open, answered }) => open + answered > 0)
    .map(({ id, label, open, answered }) => ({ id, label: `${label}（${open + answered}）` }));
}

function Choice(props: {
  label: string;
  value: string;
  choices: readonly { id: string; label: string }[];
  onChange: (id: string) => void;
}) {
  const { label, value, choices, onChange } = props;
  return (
    <label>
      {label}{' '}
      <select className="text" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">全部</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

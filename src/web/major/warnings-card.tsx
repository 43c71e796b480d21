import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { forgetMajors, grades, type JudgedMajor, type Majors, shareText } from './major-queries.ts';

/** Majors, the gravest first, each with its reasons and the figures that they rest on. */
export function WarningsCard({ id, majors }: { id: string; majors: Majors }) {
  const { limits, years, year } = majors;
  const [opened, setOpened] = useState<JudgedMajor>();
  const warned = majors.majors.filter(({ stand }) => stand.grade === 'warned').length;
  return (
    <section className="card" aria-label="专业预警">
      <div className="talent-head">
        <h2>专业预警</h2>
        <span className="soft">
          {majors.majors.length}个专业，预警{warned}个
        </span>
      </div>
      <p className="soft">
        {year}年起{years}年内供给达到需求的{limits.surplus}%，就业率低于{limits.employment}%，报到率低于
        {limits.admission}%，主导产业占对应职业需求不足{limits.match}%，各为一项；{limits.warned}
        项及以上为预警，不足的为关注。
      </p>
      {opened && (
        <OpenForm
          key={`${opened.school.id} ${opened.major}`}
          id={id}
          major={opened}
          onClose={() => setOpened(undefined)}
        />
      )}
      {majors.majors.length === 0 ? (
        <p className="soft">还没有在校的专业。学校在“供需信息”中登记各届专业后，这里逐个判断。</p>
      ) : (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>专业</th>
                <th>判断</th>
                <th>理由</th>
                <th>供给/需求</th>
                <th>就业率</th>
                <th>报到率</th>
                <th>调整档案</th>
              </tr>
            </thead>
            <tbody>
              {majors.majors.map((major) => (
                <MajorRow
                  key={`${major.school.id} ${major.major}`}
                  id={id}
                  major={major}
                  onOpen={() => setOpened(major)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const tones = { warned: 'error', watched: 'warning', none: 'good' } as const;

function MajorRow({ id, major, onOpen }: { id: string; major: JudgedMajor; onOpen: () => void }) {
  const { stand, occupations, caseId } = major;
  return (
    <tr>
      <td data-label="专业">
        {major.label}
        <div className="soft">
          {major.school.name}　{major.level}
        </div>
      </td>
      <td data-label="判断">
        <strong className={tones[stand.grade]}>{grades[stand.grade]}</strong>
      </td>
      <td data-label="理由">
        <ul className="plain-list">
          {stand.reasons.map(({ kind, text }) => (
            <li key={kind}>{text}</li>
          ))}
          {stand.unknown.map((text) => (
            <li key={text} className="soft">
              {text}
            </li>
          ))}
        </ul>
      </td>
      <td data-label="供给/需求">
        {occupations.length === 0 ? '—' : `${stand.supply}/${stand.demand}人`}
        <div className="soft">{occupations.join('、')}</div>
      </td>
      <td data-label="就业率">{shareText(stand.employment)}</td>
      <td data-label="报到率">{shareText(stand.admission)}</td>
      <td data-label="调整档案">
        {caseId !== null ? (
          <Link to="/consortia/$id/talent/majors/$caseId" params={{ id, caseId }}>
            办理中
          </Link>
        ) : major.isOwn ? (
          <Button size="small" aria-label={`建立档案：${major.label}`} onClick={onOpen}>
            建立档案
          </Button>
        ) : (
          '—'
        )}
      </td>
    </tr>
  );
}

function OpenForm({ id, major, onClose }: { id: string; major: JudgedMajor; onClose: () => void }) {
  const navigate = useNavigate();
  const [why, setWhy] = useState(() => major.stand.reasons.map(({ text }) => text).join('；'));
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/major-cases', {
          params: { path: { id } },
          body: { memberId: major.school.id, major: major.major, why },
        }),
      ),
    onSuccess: async (made) => {
      await forgetMajors(id);
      await navigate({ to: '/consortia/$id/talent/majors/$caseId', params: { id, caseId: made.id } });
    },
  });
  return (
    <form
      aria-label="建立档案"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <p>
        <strong>{major.label}</strong>　{major.school.name}
      </p>
      <TextField
        label="为什么考虑调整（现在的数据一并保存）"
        required
        rows={3}
        most={1000}
        value={why}
        onChange={setWhy}
      />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          建立
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}

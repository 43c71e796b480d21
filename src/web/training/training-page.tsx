import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { OpenClass } from './class-form.tsx';
import { TrainingHead } from './training-head.tsx';
import { type ClassHead, classesQuery, pageSize, trainingQuery } from './training-queries.ts';

/** Classes of a consortium, the latest first; whoever teaches opens one here. */
export function TrainingPage() {
  const { id = '' } = useParams({ strict: false });
  const [page, setPage] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const training = useQuery(trainingQuery(id));
  const classes = useQuery(classesQuery(id, page));
  const isProvider = (training.data?.own.length ?? 0) > 0;
  return (
    <>
      <TrainingHead id={id} title="培训" />
      <Loaded query={classes}>
        {(data) => (
          <section className="card" aria-label="培训班次">
            <div className="training-head">
              <h2>培训班次</h2>
              <span className="soft">{data.total}个　结业后人日自动计入台账，企业职工的由企业确认</span>
              {isProvider && !isOpen && <Button onClick={() => setOpen(true)}>开设班次</Button>}
            </div>
            {isOpen && training.data && (
              <OpenClass
                id={id}
                training={training.data}
                onClose={() => setOpen(false)}
                onMade={(classId) =>
                  navigate({ to: '/consortia/$id/training/classes/$classId', params: { id, classId } })
                }
              />
            )}
            {data.total === 0 && (
              <p className="soft">
                还没有班次。先在“课程、教师和场地”登记课程，
                {isProvider ? '再点“开设班次”。' : '由培训单位开设，或由秘书处从年度计划生成。'}
              </p>
            )}
            {data.items.length > 0 && <ClassTable id={id} items={data.items} />}
            <Pager page={page} pages={Math.ceil(data.total / pageSize)} onPage={setPage} />
          </section>
        )}
      </Loaded>
    </>
  );
}

function ClassTable({ id, items }: { id: string; items: readonly ClassHead[] }) {
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>班次</th>
            <th>培训单位</th>
            <th>日期</th>
            <th>地点</th>
            <th>教师</th>
            <th>学员</th>
            <th>人日</th>
            <th>满意度</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id}>
              <td data-label="班次">
                <Link to="/consortia/$id/training/classes/$classId" params={{ id, classId: each.id }}>
                  {each.name}
                </Link>
                <div className="soft">{each.course.name}</div>
              </td>
              <td data-label="培训单位">{each.provider.name}</td>
              <td data-label="日期" className="number">
                {each.startsOn}—{each.endsOn}
                <div className="soft">
                  {each.shiftLabel}，{each.days.length}天
                </div>
              </td>
              <td data-label="地点">{each.place || '未定'}</td>
              <td data-label="教师">{each.teacher || '未定'}</td>
              <td data-label="学员" className="number">
                {each.enrolled}/{each.seats}
              </td>
              <td data-label="人日" className="number">
                {each.personDays}
              </td>
              <td data-label="满意度">
                {each.satisfaction === null ? '—' : `${each.satisfaction}（${each.rated}人）`}
              </td>
              <td data-label="状态">{each.stateLabel}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

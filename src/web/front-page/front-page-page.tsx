import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { type FrontPage, forgetFrontPage, frontPageQuery } from './front-page-queries.ts';

/** What the consortium tells everybody of itself: written, looked at, published and withdrawn. */
export function FrontPagePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQuery(frontPageQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="联合体主页" />
      <Loaded query={page}>
        {(data) => (
          <>
            <Standing id={id} page={data} />
            {data.canManage && <Draft key={data.version} id={id} page={data} />}
            <Editions page={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

type Part = { id: string; page: FrontPage };

function Standing({ id, page }: Part) {
  const path = { id };
  const publish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/front-page/editions', {
          params: { path },
          body: { version: page.version },
        }),
      ),
    onSuccess: forgetFrontPage,
  });
  const withdraw = useMutation({
    mutationFn: (number: number) =>
      answered(client.POST('/api/consortia/{id}/front-page/withdrawal', { params: { path }, body: { number } })),
    onSuccess: forgetFrontPage,
  });
  const { published, version, isChanged, canManage } = page;
  const error = publish.error ?? withdraw.error;
  return (
    <section className="card" aria-label="主页状态">
      <p role="status" style={{ marginTop: 0 }}>
        {published === null ? (
          <strong>尚未公开</strong>
        ) : (
          <>
            <strong>已公开第{published}版</strong>：
            <a href={page.path} target="_blank" rel="noreferrer">
              查看主页
            </a>
          </>
        )}
        {version > 0 && isChanged && <span className="warning">　草稿有改动尚未发布</span>}
      </p>
      <p className="actions">
        {version > 0 && (
          <a href={`/api/consortia/${id}/front-page/preview`} target="_blank" rel="noreferrer">
            预览草稿
          </a>
        )}
        {canManage && version > 0 && isChanged && (
          <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
            发布
          </Button>
        )}
        {canManage && published !== null && (
          <Button
            loading={withdraw.isPending}
            onClick={() => {
              if (confirm('撤下后任何人都看不到主页，草稿和各版保留。确定撤下吗？')) withdraw.mutate(published);
            }}
          >
            撤下
          </Button>
        )}
      </p>
      {error && <ProblemText error={error} />}
    </section>
  );
}

function Draft({ id, page }: Part) {
  const [typed, setTyped] = useState({
    introduction: page.introduction,
    contact: page.contact,
    sections: page.sections,
  });
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/front-page', {
          params: { path: { id } },
          body: { ...typed, version: page.version },
        }),
      ),
    onSuccess: forgetFrontPage,
  });
  return (
    <section className="card" aria-label="主页草稿">
      <h2 style={{ marginTop: 0 }}>草稿</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="联合体简介（首段也是搜索引擎显示的摘要）"
          required
          most={5000}
          rows={8}
          value={typed.introduction}
          onChange={(introduction) => setTyped({ ...typed, introduction })}
        />
        <fieldset className="field">
          <legend>公开的内容</legend>
          {page.choices.map((choice) => (
            <div key={choice.id}>
              <label>
                <input
                  type="checkbox"
                  checked={typed.sections.includes(choice.id)}
                  onChange={({ target }) =>
                    setTyped({
                      ...typed,
                      sections: target.checked
                        ? [...typed.sections, choice.id]
                        : typed.sections.filter((section) => section !== choice.id),
                    })
                  }
                />
                {choice.label}
              </label>
            </div>
          ))}
        </fieldset>
        <TextField
          label="联系方式（不填则主页上没有任何联系方式；请填办公电话或邮箱，不填个人手机）"
          most={500}
          rows={2}
          value={typed.contact}
          onChange={(contact) => setTyped({ ...typed, contact })}
        />
        <p className="actions">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            保存草稿
          </Button>
          <span className="soft">保存后可预览；发布前别人看不到。</span>
        </p>
        {save.error && <ProblemText error={save.error} />}
      </form>
    </section>
  );
}

function Editions({ page: { editions } }: { page: FrontPage }) {
  if (editions.length === 0) return null;
  return (
    <section className="card" aria-label="各版">
      <h2 style={{ marginTop: 0 }}>各版</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>版次</th>
            <th>发布</th>
            <th>撤下</th>
          </tr>
        </thead>
        <tbody>
          {editions.map(({ number, publishedAt, withdrawnAt }) => (
            <tr key={number}>
              <td data-label="版次">第{number}版</td>
              <td data-label="发布">{momentText(publishedAt)}</td>
              <td data-label="撤下">{withdrawnAt === null ? '—' : momentText(withdrawnAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

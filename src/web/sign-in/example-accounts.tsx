import { Button } from 'antd';

type Account = { email: string; password: string; label: string };

/** The accounts of the made-up example, those of one consortium together; a click fills one in. */
export function ExampleAccounts({
  accounts,
  onChoose,
}: {
  accounts: readonly Account[];
  onChoose: (account: Account) => void;
}) {
  const groups = Map.groupBy(accounts, ({ label }) => (label.includes('·') ? (label.split('·')[0] ?? '') : '其他'));
  return (
    <section className="card" aria-label="示例账号">
      <h2>示例账号</h2>
      <p className="soft" style={{ margin: '2px 0 8px' }}>
        省、单位、人员全部为虚构。点一下即填好，再点“登录”。
      </p>
      <dl className="account-groups">
        {[...groups].map(([group, members]) => (
          <div key={group}>
            <dt>{group}</dt>
            <dd>
              {members.map((account) => (
                <Button key={account.email} size="small" aria-label={account.label} onClick={() => onChoose(account)}>
                  {account.label.split('·').at(-1)}
                </Button>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

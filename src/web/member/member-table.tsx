import { type Looking, type Member, type Sort, sorts } from './members-query.ts';

const order: readonly Sort[] = ['name', 'category', 'creditCode', 'joinedOn', 'leftOn'];

/** One page of members. A name opens the member; a heading sorts. */
export function MemberTable(props: {
  members: readonly Member[];
  looking: Looking;
  onLook: (more: Partial<Looking>) => void;
  onOpen: (member: Member) => void;
}) {
  const { members, looking, onLook, onOpen } = props;
  return (
    <table className="data stacks members">
      <thead>
        <tr>
          {order.map((sort) => (
            <SortHeading key={sort} sort={sort} looking={looking} onLook={onLook} />
          ))}
          <th>联系人</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id}>
            <td data-label="单位名称">
              <button type="button" className="plain" onClick={() => onOpen(member)}>
                {member.name}
              </button>
              {member.otherNames.length > 0 && <div className="soft">{member.otherNames.join('、')}</div>}
            </td>
            <td data-label="类别">{member.categoryLabel}</td>
            <td data-label="统一社会信用代码" className="number">
              {member.creditCode ?? '—'}
              {member.creditCodeOverride !== null && <div className="warning">校验位不符，已说明</div>}
            </td>
            <td data-label="加入日期" className="number">
              {member.joinedOn}
            </td>
            <td data-label="退出日期" className="number">
              {member.leftOn ?? '—'}
            </td>
            <td data-label="联系人">{contactText(member)}</td>
            <td data-label="状态">{member.active ? '在册' : <span className="soft">不在册</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SortHeading({
  sort,
  looking,
  onLook,
}: {
  sort: Sort;
  looking: Looking;
  onLook: (more: Partial<Looking>) => void;
}) {
  const isSorted = looking.sort === sort;
  const next = isSorted && looking.order === 'asc' ? 'desc' : 'asc';
  return (
    <th aria-sort={isSorted ? (looking.order === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <button type="button" className="sort" onClick={() => onLook({ sort, order: next })}>
        {sorts[sort]}
        <span aria-hidden="true">{isSorted ? (looking.order === 'asc' ? ' ▲' : ' ▼') : ''}</span>
      </button>
    </th>
  );
}

function contactText({ contact }: Member): string {
  const known = contact ? [contact.name, contact.phone].filter((text) => text !== null) : [];
  return known.length > 0 ? known.join('　') : '—';
}

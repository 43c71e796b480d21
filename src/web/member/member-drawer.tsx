import { Drawer } from 'antd';
import { Certificates } from './certificates.tsx';
import { InvitationList } from './invitation-list.tsx';
import { MemberForm } from './member-form.tsx';
import { MemberHistory } from './member-history.tsx';
import { forgetMembers, type Member, type MemberPage } from './members-query.ts';
import { Membership } from './membership.tsx';

/** One member: its values, its membership, its certificates and who changed what. Without one, a new member. */
export function MemberDrawer(props: {
  consortiumId: string;
  member: Member | undefined;
  categories: MemberPage['categories'];
  canManage: boolean;
  onClose: () => void;
}) {
  const { consortiumId, member, categories, canManage, onClose } = props;
  const done = async () => {
    await forgetMembers(consortiumId);
    onClose();
  };
  return (
    <Drawer open onClose={onClose} title={member?.name ?? '登记成员单位'} size={520}>
      {canManage ? (
        <MemberForm consortiumId={consortiumId} member={member} categories={categories} onDone={done} />
      ) : (
        member && <Facts member={member} />
      )}
      {member && (
        <>
          {canManage && <Membership consortiumId={consortiumId} member={member} onDone={done} />}
          {canManage && (
            <section className="member-part">
              <h2>填报人</h2>
              <InvitationList
                consortiumId={consortiumId}
                memberIds={[member.id]}
                label="生成填报人的邀请链接（Excel）"
              />
            </section>
          )}
          <Certificates consortiumId={consortiumId} memberId={member.id} />
          <MemberHistory consortiumId={consortiumId} memberId={member.id} categories={categories} />
        </>
      )}
    </Drawer>
  );
}

function Facts({ member }: { member: Member }) {
  const lines = [
    ['类别', member.categoryLabel],
    ['统一社会信用代码', member.creditCode ?? '—'],
    ['加入日期', member.joinedOn],
    ['退出日期', member.leftOn ?? '—'],
  ];
  return (
    <dl className="member-facts">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { publishFrontPage, saveFrontPage } from '#server/front-page/write-front-page.ts';
import type { PlatformStage } from './platform-stage.ts';

/** The first consortium's own page for anybody, published with what its platforms offer. */
export async function playFrontPage({ context, cast, consortiumId }: PlatformStage): Promise<void> {
  const { version } = await saveFrontPage(context, cast.secretary, consortiumId, {
    introduction:
      '由园区管委会、牵头学校和牵头企业共同组建，成员单位共享实训基地、仪器和课程，面向区域主导产业培养学徒、开展技术服务和职工培训（虚构）。',
    contact: '秘书处：园区公共服务中心（虚构）',
    sections: ['events', 'figures', 'members', 'positions', 'needs', 'resources'],
    version: 0,
  });
  await publishFrontPage(context, cast.secretary, consortiumId, version);
}

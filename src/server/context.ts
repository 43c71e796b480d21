import type { FastifyBaseLogger } from 'fastify';
import { type ApplicationCache, readApplications } from './application/application-cache.ts';
import { type LiveForms, openLiveForms } from './application/live-forms.ts';
import { type Auth, createAuth } from './auth/auth.ts';
import { rememberSessions, type Sessions } from './auth/sessions.ts';
import { type Catalogues, rememberCatalogues } from './catalogue/remember-catalogues.ts';
import type { Config } from './config.ts';
import { type LiveMeetings, openLiveMeetings } from './council/live-meetings.ts';
import { keepMonitoring, type Monitoring } from './dashboard/monitoring.ts';
import type { Database } from './db/database.ts';
import { type Documents, openDocuments } from './document/documents.ts';
import { type StagedUploads, stageUploads } from './evidence/staged-uploads.ts';
import { type NationFigures, rememberFigures } from './figure/nation-figures.ts';
import type { FileStore } from './files/file-store.ts';
import { openFiles } from './files/open-files.ts';
import { openLog } from './http/log.ts';
import { collectMetrics, type Metrics } from './http/metrics.ts';
import { largestImage } from './intake/disc-uploads.ts';
import { type Directories, rememberMembers } from './ledger/member-directory.ts';
import { type Mailer, openMailer } from './mail/mailer.ts';
import { openPacks, type Packs } from './pack/packs.ts';
import { keepOpenConsortia, type OpenConsortia } from './public/open-consortium.ts';
import { keepPublicPages, type PublicPages } from './public/public-pages.ts';
import { type SharedMotions, shareMotions } from './vote/shared-motions.ts';

/** Everything a request needs, made once at the start. */
export type Context = {
  config: Config;
  db: Database;
  auth: Auth;
  sessions: Sessions;
  packs: Packs;
  forms: ApplicationCache;
  live: LiveForms;
  meetings: LiveMeetings;
  motions: SharedMotions;
  catalogues: Catalogues;
  directories: Directories;
  figures: NationFigures;
  monitoring: Monitoring;
  documents: Documents;
  files: FileStore;
  uploads: StagedUploads;
  /** Images of discs on their way to the ministry. */
  discUploads: StagedUploads;
  /** None where no mail is configured. */
  mailer: Mailer | undefined;
  publicPages: PublicPages;
  openConsortia: OpenConsortia;
  metrics: Metrics;
  log: FastifyBaseLogger;
  /** True where the database holds the fictional example. */
  example: boolean;
};

export async function createContext(config: Config, db: Database): Promise<Context> {
  const mailer = openMailer(config);
  const auth = createAuth(config, db, mailer);
  const packs = await openPacks(db);
  const installation = await db.asOwner((tx) => tx.selectFrom('installation').select('example').executeTakeFirst());
  return {
    config,
    db,
    auth,
    sessions: rememberSessions(db, auth),
    packs,
    forms: readApplications(db, packs),
    live: openLiveForms(db),
    meetings: openLiveMeetings(db),
    motions: shareMotions(db),
    catalogues: await rememberCatalogues(db),
    directories: rememberMembers(db),
    figures: rememberFigures(db),
    monitoring: keepMonitoring(db),
    documents: openDocuments(),
    files: await openFiles(config),
    uploads: stageUploads(config.dataDir),
    discUploads: stageUploads(config.dataDir, { folder: 'discs', most: largestImage }),
    mailer,
    publicPages: keepPublicPages(db),
    openConsortia: keepOpenConsortia(db),
    metrics: collectMetrics(db),
    log: openLog(config.logLevel),
    example: installation?.example === true,
  };
}

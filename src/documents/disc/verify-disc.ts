import { stat } from 'node:fs/promises';
import { alteredStructure } from './altered-structure.ts';
import { type DigestOptions, digestFiles } from './digest-files.ts';
import type { DigestTask } from './digest-task.ts';
import { DiscFault, faultOf } from './disc-fault.ts';
import { fingerprintOf, wrongSignatures } from './disc-keys.ts';
import { tellImageFault } from './image-fault.ts';
import { listFolder } from './list-folder.ts';
import { type Manifest, manifestName, readManifest, readSignatures, signatureName } from './manifest.ts';
import { readImage } from './read-image.ts';
import { readPieces } from './read-pieces.ts';

/** What is wrong with a disc: one file (`altered`, `missing`, `added`, `unsafe`), or what vouches for all of them. */
export type DiscProblem = {
  kind: 'altered' | 'missing' | 'added' | 'unsafe' | 'manifest' | 'signature' | 'signer' | 'structure';
  path: string;
  message: string;
};

/** `files` and `bytes`: what was looked through, without manifest and signatures. */
export type DiscReport = {
  kind: 'image' | 'folder';
  manifest: Manifest | undefined;
  fingerprint: string | undefined;
  files: number;
  bytes: number;
  problems: readonly DiscProblem[];
};

type Found = { path: string; size: number; from: string; pieces: DigestTask['pieces'] };

/** Files larger than this are no manifest. */
const largestManifest = 256 * 2 ** 20;

/**
 * Compares an image, or a folder (a mounted disc, or a copy of one), with its manifest and the manifest with its signatures, without a network. `fingerprint`: whose
 * keys it must be; without it anyone's will do. Throws `DiscFault` where it cannot be read at all.
 */
export async function verifyDisc(
  place: string,
  { fingerprint, ...options }: DigestOptions & { fingerprint?: string } = {},
): Promise<DiscReport> {
  const found = await stat(place).catch((cause: unknown) => {
    throw faultOf(cause, place, 'unreadable');
  });
  const kind = found.isDirectory() ? 'folder' : 'image';
  const { files, problems } = await (kind === 'folder' ? filesOfFolder(place) : filesOfImage(place));
  const own = new Map(files.map((file) => [file.path, file]));
  const content = files.filter(({ path }) => path !== manifestName && path !== signatureName);
  const size = { files: content.length, bytes: content.reduce((sum, file) => sum + file.size, 0) };
  const manifestBytes = await bytesOf(own.get(manifestName));
  const signatureBytes = await bytesOf(own.get(signatureName));
  const manifest = manifestBytes && readManifest(manifestBytes);
  if (!manifest) {
    const message = manifestBytes ? '清单无法识别，不能核验各文件' : '没有清单，不能核验各文件';
    return {
      kind,
      manifest,
      fingerprint: undefined,
      ...size,
      problems: [...problems, { kind: 'manifest', path: manifestName, message }],
    };
  }
  const signer = fingerprintOf(manifest.keys);
  return {
    kind,
    manifest,
    fingerprint: signer,
    ...size,
    problems: [
      ...problems,
      ...(await differences(manifest, content, own, options)),
      ...signatureProblems(manifest, manifestBytes, signatureBytes),
      ...(fingerprint === undefined || bare(fingerprint) === bare(signer)
        ? []
        : [{ kind: 'signer' as const, path: manifestName, message: '签名密钥的指纹与指定的不同' }]),
      ...(kind === 'image' && signatureBytes
        ? (await alteredStructure(place, manifest, manifestBytes, signatureBytes)).map((message) => ({
            kind: 'structure' as const,
            path: '',
            message,
          }))
        : []),
    ],
  };
}

async function filesOfFolder(folder: string): Promise<{ files: readonly Found[]; problems: readonly DiscProblem[] }> {
  const { files, others } = await listFolder(folder);
  return {
    files: files.map(({ path, size, file }) => ({ path, size, from: file, pieces: [{ at: 0, bytes: size }] })),
    problems: others.map((path) => ({ kind: 'unsafe', path, message: '不是普通文件（链接、设备或名称无法识别）' })),
  };
}

async function filesOfImage(image: string): Promise<{ files: readonly Found[]; problems: readonly DiscProblem[] }> {
  const { files, faults, isCutShort } = await readImage(image);
  // The manifest stands at the end: of a copy that was broken off nothing can be told.
  if (isCutShort && !files.some(({ path }) => path === manifestName)) throw new DiscFault('truncated', image);
  return {
    files: files.map((file) => ({ ...file, from: image })),
    problems: faults.map((fault) => ({ kind: 'unsafe', path: fault.path, message: tellImageFault(fault) })),
  };
}

async function bytesOf(file: Found | undefined): Promise<Uint8Array | undefined> {
  if (!file || file.size > largestManifest) return undefined;
  return readPieces(file.from, file.pieces);
}

async function differences(
  manifest: Manifest,
  content: readonly Found[],
  own: ReadonlyMap<string, Found>,
  options: DigestOptions,
): Promise<readonly DiscProblem[]> {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const ofSize = manifest.files.flatMap((file) => {
    const found = own.get(file.path);
    return found && found.size === file.size ? [{ ...found, file }] : [];
  });
  const answers = await digestFiles(
    ofSize.map(({ from, pieces }) => ({ from, pieces, isWholeFile: false })),
    options,
  );
  const wrong = new Map<string, string>();
  ofSize.forEach(({ file }, index) => {
    const answer = answers[index];
    if (!answer || 'fault' in answer) wrong.set(file.path, '读取失败，可能是光盘损坏');
    else if (answer.sha256 !== file.sha256 || answer.sm3 !== file.sm3) wrong.set(file.path, '内容与清单不符');
  });
  return [
    ...manifest.files.flatMap(({ path, size }): readonly DiscProblem[] => {
      const found = own.get(path);
      const message = wrong.get(path);
      if (!found) return [{ kind: 'missing', path, message: '清单中有，光盘上没有' }];
      if (found.size !== size) return [{ kind: 'altered', path, message: `清单为${size}字节，实为${found.size}字节` }];
      return message === undefined ? [] : [{ kind: 'altered', path, message }];
    }),
    ...content
      .filter(({ path }) => !listed.has(path))
      .map(({ path }) => ({ kind: 'added' as const, path, message: '光盘上有，清单中没有' })),
  ];
}

function signatureProblems(
  manifest: Manifest,
  bytes: Uint8Array,
  signatureBytes: Uint8Array | undefined,
): readonly DiscProblem[] {
  if (!signatureBytes) return [{ kind: 'signature', path: signatureName, message: '没有签名' }];
  return wrongSignatures(bytes, readSignatures(signatureBytes), manifest.keys).map((kind) => ({
    kind: 'signature',
    path: signatureName,
    message: `${kind === 'sm2' ? 'SM2' : 'Ed25519'} 签名与清单不符`,
  }));
}

function bare(fingerprint: string): string {
  return fingerprint.replace(/[\s:-]/g, '').toUpperCase();
}

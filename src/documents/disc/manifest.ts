import { z } from 'zod';

/** The names at a disc's root that its files may not have. */
export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

const Manifest = z.object({
  format: z.literal('lianheti-disc'),
  version: z.literal(1),
  title: z.string(),
  province: z.string().optional(),
  batch: z.string().optional(),
  madeAt: z.iso.datetime(),
  set: z.object({ id: z.string(), part: z.int().min(1), of: z.int().min(1) }),
  keys: z.object({ ed25519: hex(64), sm2: z.string().regex(/^04[0-9a-f]{128}$/) }),
  files: z.array(
    z.object({
      path: z.string().min(1),
      size: z.int().min(0),
      sha256: hex(64),
      sm3: hex(64),
    }),
  ),
});

/** What a disc is, who signed it, and each of its files: paths joined by `/`, sizes in bytes, digests in hexadecimal. */
export type Manifest = z.infer<typeof Manifest>;

const SignatureFile = z.object({ ed25519: hex(128).optional(), sm2: hex(128).optional() });

/** JSON with a file a line: people look into it, and a comparison of two shows the files that differ. */
export function writeManifest(manifest: Manifest): string {
  const { files, ...about } = manifest;
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  return `${head},\n  "files": [\n${files.map((file) => `    ${JSON.stringify(file)}`).join(',\n')}\n  ]\n}\n`;
}

/** None where the bytes are no manifest; one path named twice makes it none. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  const found = Manifest.safeParse(json(bytes));
  if (!found.success || found.data.set.part > found.data.set.of) return undefined;
  const paths = new Set(found.data.files.map(({ path }) => path));
  return paths.size === found.data.files.length ? found.data : undefined;
}

export function readSignatures(bytes: Uint8Array): { ed25519?: string; sm2?: string } {
  const found = SignatureFile.safeParse(json(bytes));
  if (!found.success) return {};
  const { ed25519, sm2 } = found.data;
  return { ...(ed25519 === undefined ? {} : { ed25519 }), ...(sm2 === undefined ? {} : { sm2 }) };
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

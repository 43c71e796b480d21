import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type FileStore, pathOfDigest } from './file-store.ts';
import { spool } from './spool.ts';

/** An S3-compatible store. `endpoint` is such as `https://s3.example.cn`; `prefix` stands before every key, such as `evidence/`. */
export type S3Config = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  prefix: string;
};

/**
 * Files in a bucket. The digest must be known before the key, so a file is first written to `spoolFolder`; an object appears whole or
 * not at all, since S3 itself does so.
 */
export function s3Files(config: S3Config, spoolFolder: string): FileStore {
  const { endpoint, bucket: Bucket, region, accessKeyId, secretAccessKey, prefix } = config;
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Stores other than Amazon's know the bucket by the path and not all of them know the newer checksums.
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const keyOf = (digest: string) => prefix + pathOfDigest(digest);
  async function has(digest: string): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(digest) }));
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
      throw error;
    }
  }
  return {
    has,
    put: async (content) => {
      const { path, digest, bytes } = await spool(join(spoolFolder, 'incoming'), content);
      try {
        if (!(await has(digest))) {
          const Body = createReadStream(path);
          await client.send(new PutObjectCommand({ Bucket, Key: keyOf(digest), Body, ContentLength: bytes }));
        }
      } finally {
        await rm(path, { force: true });
      }
      return { digest, bytes };
    },
    get: async (digest, range) => {
      const Range = range ? `bytes=${range.from}-${range.to}` : undefined;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(digest), Range }));
      if (!(Body instanceof Readable)) throw new Error('the store gave no stream');
      return Body;
    },
  };
}

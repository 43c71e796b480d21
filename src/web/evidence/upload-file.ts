import { DetailedError, Upload } from 'tus-js-client';
import { ApiProblem, recordOf } from '#web/api/client.ts';

/** Most bytes of a file, as the server takes them. */
export const largestFile = 200 * 2 ** 20;

const chunkBytes = 4 * 2 ** 20;

/** An upload under way. Paused or cut off, it goes on where it stopped, even after the page was closed. */
export type RunningUpload = {
  start: () => void;
  pause: () => void;
  /** Gives it up; its bytes leave the server. */
  cancel: () => void;
};

type Hear = {
  onProgress: (sentBytes: number) => void;
  /** All bytes are there; the id makes evidence of them. */
  onSent: (uploadId: string) => void;
  onFailed: (error: Error) => void;
};

/** Uploads a file to an address in pieces by the tus protocol; a lost connection is tried again by itself for a while. */
export function uploadFile(endpoint: string, file: File, { onProgress, onSent, onFailed }: Hear): RunningUpload {
  const upload = new Upload(file, {
    endpoint,
    headers: { 'x-lianheti': '1' },
    metadata: { filename: file.name },
    chunkSize: chunkBytes,
    retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
    removeFingerprintOnSuccess: true,
    onProgress,
    onSuccess: () => onSent(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => onFailed(problemOf(error)),
  });
  const start = async () => {
    const [earlier] = await upload.findPreviousUploads();
    if (earlier && upload.url === null) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  };
  return {
    start: () => void start(),
    pause: () => void upload.abort(),
    // What the server no longer has needs no giving up.
    cancel: () => void upload.abort(true).catch(() => undefined),
  };
}

/** The server's own words where it refused; otherwise that the connection is gone. */
function problemOf(error: Error): Error {
  const response = error instanceof DetailedError ? error.originalResponse : undefined;
  if (!response) return new Error('连接中断，已传的部分都在；网络恢复后点“继续”。');
  const { type, title, detail } = readJson(response.getBody());
  const code = typeof type === 'string' ? type.replace('urn:lianheti:', '') : 'internal';
  const words = [title, detail].filter((one) => typeof one === 'string').join('');
  return new ApiProblem(code, response.getStatus(), words || '上传没有成功，请重试。', {});
}

function readJson(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

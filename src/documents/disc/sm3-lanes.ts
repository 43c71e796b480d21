import { constants, lanes, place } from './sm3-module.ts';

/** What is used of it; TypeScript knows it only together with a browser's documents. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { exports: Readonly<Record<string, unknown>> };
};

const initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const blockBytes = 64;
const pageBytes = 65_536;

/** SM3 of four messages side by side, by the module of `sm3Module`. Each lane has a buffer of `bufferBytes` and some room for the padding; whole blocks in them are taken in together. */
export type Sm3Lanes = {
  buffers: readonly Buffer[];
  bufferBytes: number;
  begin: (lane: number) => void;
  /** Takes `blocks` blocks of 64 bytes of each lane, from the byte of its buffer that `from` names. */
  take: (from: readonly number[], blocks: number) => void;
  digest: (lane: number) => string;
};

/** The last bytes of a message: a one bit, zeros, and its length in bits. `bytes`: the length of the message; with its padding it is whole blocks. */
export function padding(bytes: number): Uint8Array {
  const room = blockBytes - (bytes % blockBytes);
  const padded = Buffer.alloc(room >= 9 ? room : room + blockBytes);
  padded[0] = 0x80;
  padded.writeBigUInt64BE(BigInt(bytes) * 8n, padded.length - 8);
  return padded;
}

export function openSm3Lanes(module: Uint8Array, bufferBytes: number): Sm3Lanes {
  const stride = bufferBytes + 4 * blockBytes;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((place.buffers + lanes * stride) / pageBytes) });
  const { compress } = new WebAssembly.Instance(new WebAssembly.Module(module), { own: { memory } }).exports;
  if (typeof compress !== 'function') throw new Error('the module has no compress');
  new Uint8Array(memory.buffer).set(constants(), place.constants);
  const state = new DataView(memory.buffer, place.state, 8 * 16);
  const at = (lane: number) => place.buffers + lane * stride;
  return {
    bufferBytes,
    buffers: Array.from({ length: lanes }, (_, lane) => Buffer.from(memory.buffer, at(lane), stride)),
    begin: (lane) => {
      initial.forEach((word, index) => {
        state.setUint32(16 * index + 4 * lane, word, true);
      });
    },
    take: ([a = 0, b = 0, c = 0, d = 0], blocks) => {
      compress(at(0) + a, at(1) + b, at(2) + c, at(3) + d, blocks);
    },
    digest: (lane) => {
      const bytes = Buffer.alloc(32);
      for (let index = 0; index < 8; index++)
        bytes.writeUInt32BE(state.getUint32(16 * index + 4 * lane, true), 4 * index);
      return bytes.toString('hex');
    },
  };
}

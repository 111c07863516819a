// A picture of a page with at most 256 colours: a third of the size of what the browser writes, and nobody sees it.
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

/** What `page` shows, as an indexed PNG; `helper` is another page, whose canvas reads the pixels. */
export async function smallPicture(page: Page, helper: Page): Promise<Buffer> {
  const png = await page.screenshot({ animations: "disabled", caret: "hide" });
  const { width, height, palette, indices } = await helper.evaluate(reduceColours, png.toString("base64"));
  const rows = Buffer.alloc((width + 1) * height);
  const pixels = Buffer.from(indices, "base64");
  for (let y = 0; y < height; y++) pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for a pixel, which are a place in the palette.
  head.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Runs in the browser. The palette has the commonest colour of each neighbourhood, so that a small red mark stays red. */
async function reduceColours(base64: string) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d") as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer).map(
    (pixel) => pixel & 0xffffff,
  );
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const seen = new Set<number>();
  const isFirst = (colour: number) => !seen.has(colour & 0xe0e0e0) && seen.add(colour & 0xe0e0e0);
  const first = colours.filter(isFirst).slice(0, 200);
  const kept = [...new Set([...first, ...colours])].slice(0, 256);
  const parts = (colour: number) => [colour & 255, (colour >> 8) & 255, colour >> 16] as const;
  const nearest = (colour: number) => {
    const [red, green, blue] = parts(colour);
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [at, other] of kept.entries()) {
      const [r, g, b] = parts(other);
      const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
      if (distance < least) [best, least] = [at, distance];
    }
    return best;
  };
  const places = new Map(colours.map((colour) => [colour, nearest(colour)]));
  let text = "";
  for (const pixel of pixels) text += String.fromCharCode(places.get(pixel) as number);
  return { width, height, palette: kept.flatMap(parts), indices: btoa(text) };
}

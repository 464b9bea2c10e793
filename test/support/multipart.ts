/** A body as browsers and Node write it, and the type that names its boundary. */
export async function multipartOf(
  fields: Readonly<Record<string, string>>,
  file?: { readonly name?: string; readonly filename: string; readonly content: Buffer },
): Promise<{ readonly body: Buffer; readonly contentType: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file)
    form.append(file.name ?? 'file', new Blob([new Uint8Array(file.content)]), file.filename);
  const written = new Response(form);
  const body = Buffer.from(await written.arrayBuffer());
  return { body, contentType: written.headers.get('Content-Type') ?? '' };
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Files;

/// <summary>The text of a stored file, or why there is none.</summary>
/// <param name="Text">NFC, one paragraph a line; empty when refused.</param>
/// <param name="Refusal">For the user; null when the text was read.</param>
public sealed record ReadText(string Text, string? Refusal);

/// <summary>Reads the text of stored files: DOCX and plain text by ourselves, PDF with <c>pdftotext</c> where that is installed.</summary>
public sealed class FileText(FileStore files)
{
    private const int MaxCharacters = 20_000_000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <exception cref="DocumentRefusedException">The file is damaged or over a limit.</exception>
    public async Task<ReadText> ReadAsync(string hash, string mediaType, CancellationToken cancellationToken)
    {
        await using var file = files.OpenRead(hash);
        if (mediaType == MediaTypes.Docx.Name)
            return new ReadText(DocumentReader.ReadDocx(file, ReadLimits.Default), null);
        if (mediaType == MediaTypes.Text.Name)
            return new ReadText(DocumentReader.ReadText(file, ReadLimits.Default), null);
        return mediaType == MediaTypes.Pdf.Name
            ? await ReadPdfAsync(file, cancellationToken)
            : new ReadText("", "Không so sánh được tệp loại này: chỉ đọc được chữ của tệp .docx, .txt và .pdf.");
    }

    private static async Task<ReadText> ReadPdfAsync(Stream file, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(MaxTime);
        using var reader = new Process { StartInfo = new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", "-", "-"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8,
        } };
        try
        {
            reader.Start();
        }
        catch (Win32Exception)
        {
            return new ReadText("", "Không so sánh được tệp PDF: máy chủ chưa cài công cụ đọc chữ pdftotext. Đề nghị quản trị viên cài đặt, hoặc so sánh bản .docx.");
        }

        try
        {
            var text = ReadLimitedAsync(reader.StandardOutput, ended.Token);
            var errors = reader.StandardError.ReadToEndAsync(ended.Token);
            await SendAsync(file, reader.StandardInput.BaseStream, ended.Token);
            await errors;
            var read = await text;
            await reader.WaitForExitAsync(ended.Token);
            return reader.ExitCode == 0 && !string.IsNullOrWhiteSpace(read)
                ? new ReadText(read.Replace('\f', '\n').Normalize(), null)
                : new ReadText("", "Không đọc được chữ trong tệp PDF này: tệp là ảnh quét, có mật khẩu hoặc bị hỏng.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ReadText("", "Không đọc được chữ trong tệp PDF này trong thời gian cho phép.");
        }
        finally
        {
            if (!reader.HasExited)
                reader.Kill();
        }
    }

    private static async Task SendAsync(Stream file, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await using (input)
                await file.CopyToAsync(input, cancellationToken);
        }
        catch (IOException)
        {
            // It gave up on a damaged file before it had read it; its exit code tells.
        }
    }

    private static async Task<string> ReadLimitedAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        for (int read; text.Length < MaxCharacters && (read = await output.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, read);
        return text.ToString();
    }
}

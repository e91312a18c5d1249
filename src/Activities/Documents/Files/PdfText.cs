using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Files;

/// <summary>What reading a PDF may cost.</summary>
public sealed record PdfTextLimits
{
    /// <summary>The program, found by the search path; default pdftotext of poppler-utils.</summary>
    public string Program { get; init; } = "pdftotext";

    /// <summary>After which the program is ended; default 15 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Pages from the first on, where the whole is not asked for; default 20: a registration needs the head and the closing words.</summary>
    public int Pages { get; init; } = 20;

    /// <summary>Characters that are kept; default 1,000,000.</summary>
    public int Characters { get; init; } = 1_000_000;
}

/// <summary>Reads the text of PDF files with pdftotext, a process of its own: a broken file takes nothing of ours down with it.</summary>
public sealed class PdfText(PdfTextLimits limits)
{
    internal const string NoReaderCode = "pdf.no-reader";
    internal const string NoTextCode = "pdf.no-text";
    internal const string TooSlowCode = "pdf.too-slow";

    // A page that was scanned gives form feeds and nothing else.
    private const int FewestLetters = 20;

    /// <exception cref="DocumentRefusedException"><c>pdf.no-reader</c>, <c>pdf.no-text</c>, <c>pdf.too-slow</c>: the message says what to do.</exception>
    public async Task<string> ReadAsync(Stream file, bool isWhole, CancellationToken cancellationToken)
    {
        using var process = Start(isWhole);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limits.Timeout);
        try
        {
            var feeding = FeedAsync(file, process, patience.Token);
            var text = await ReadLimitedAsync(process.StandardOutput, patience.Token);
            // What exceeds the limit is not waited for.
            End(process);
            await feeding;
            await process.WaitForExitAsync(patience.Token);
            return text.Count(char.IsLetter) >= FewestLetters
                ? text.Replace('\f', '\n').Normalize()
                : throw new DocumentRefusedException(NoTextCode, "Không đọc được chữ trong tệp PDF này: tệp là ảnh quét, bị khóa hoặc hỏng.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DocumentRefusedException(TooSlowCode, "Đọc tệp PDF này quá lâu nên đã dừng.");
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(bool isWhole)
    {
        // No shell and no file name: the bytes go in by the standard input.
        var start = new ProcessStartInfo(limits.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])["-layout", "-enc", "UTF-8", .. isWhole ? (string[])[] : ["-l", limits.Pages.ToString(System.Globalization.CultureInfo.InvariantCulture)], "-", "-"])
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start) ?? throw NoReader();
            // Complaints about the file are of no use to anybody here, but a full pipe would stop the program.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            throw NoReader();
        }
    }

    private static DocumentRefusedException NoReader() =>
        new(NoReaderCode, "Máy chủ chưa cài công cụ đọc chữ trong tệp PDF (pdftotext).");

    private static async Task FeedAsync(Stream file, Process process, CancellationToken cancellationToken)
    {
        try
        {
            await file.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read enough, or has given the file up; what it wrote tells which.
        }
    }

    private async Task<string> ReadLimitedAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        for (int read; text.Length < limits.Characters && (read = await output.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, Math.Min(read, limits.Characters - text.Length));
        return text.ToString();
    }

    private static void End(Process process)
    {
        if (process.HasExited)
            return;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in between.
        }
    }
}

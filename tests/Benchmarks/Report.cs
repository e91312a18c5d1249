using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LienThong.Benchmarks;

/// <summary>A table that is printed and kept as results/&lt;name&gt;.md, with the machine it was measured on.</summary>
internal sealed class Report(string name, string title, params string[] notes)
{
    private const string TableHead = "\n| measured | result |\n|---|---|\n";

    private readonly StringBuilder _tables = new();
    private bool _isInTable;

    public void Add(string what, string value)
    {
        if (!_isInTable)
            _tables.Append(TableHead);
        _isInTable = true;
        _tables.Append(CultureInfo.InvariantCulture, $"| {what} | {value} |\n");
    }

    /// <summary>The rows that follow get a table of their own under this heading.</summary>
    public void Section(string heading, params string[] about)
    {
        _tables.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n");
        foreach (var line in about)
            _tables.Append('\n').Append(line);
        if (about.Length > 0)
            _tables.Append('\n');
        _isInTable = false;
    }

    public void Write(bool isKept = true)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        foreach (var note in notes)
            text.Append(note).Append('\n');
        text.Append(_tables).Append(CultureInfo.InvariantCulture, $"\n{Machine()}\n");
        Console.Write(text);
        if (isKept && Folder() is { } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".md"), text.ToString());
    }

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"Machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Folder()
    {
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "Workflow.sln")))
                return Path.Combine(up.FullName, "tests", "Benchmarks", "results");
        }

        return null;
    }
}

using System.Globalization;
using LienThong.Benchmarks.Approvals;
using LienThong.Benchmarks.Browser;
using LienThong.Benchmarks.Conformance;
using LienThong.Benchmarks.Dataset;
using LienThong.Benchmarks.Engine;
using LienThong.Benchmarks.Inbox;
using LienThong.Benchmarks.Sequences;
using LienThong.Benchmarks.Studio;

// dotnet run -c Release --project tests/Benchmarks -- engine|approval|sequence|statements|dataset|inbox|start|studio|conformance
switch (args)
{
    case ["approval"]:
        await ApprovalBenchmark.RunAsync(CancellationToken.None);
        return 0;
    case ["engine", .. var parts] when EngineBenchmark.Knows(parts):
        await EngineBenchmark.RunAsync(parts, CancellationToken.None);
        return 0;
    case [ChildProgram.Command, .. var child]:
        await ChildProgram.RunAsync(child, CancellationToken.None);
        return 0;
    case ["statements"]:
        await ApprovalBenchmark.ListStatementsAsync(CancellationToken.None);
        return 0;
    case ["sequence"]:
        await SequenceBenchmark.RunAsync(CancellationToken.None);
        return 0;
    case ["dataset", "--path", var folder, .. var sizes]:
        await DatasetGenerator.RunAsync(folder, Size("--open", 100_000), Size("--finished", 1_000_000), CancellationToken.None);
        return 0;

        int Size(string option, int otherwise) =>
            Array.IndexOf(sizes, option) is >= 0 and var at && at + 1 < sizes.Length ? int.Parse(sizes[at + 1], CultureInfo.InvariantCulture) : otherwise;
    case ["inbox", "--path", var folder]:
        await InboxBenchmark.RunAsync(folder, CancellationToken.None);
        return 0;
    case ["start", .. var options]:
        await StartBenchmark.RunAsync(listsRequests: options.Contains("--requests"), CancellationToken.None);
        return 0;
    case ["studio"]:
        await StudioBenchmark.RunAsync(CancellationToken.None);
        return 0;
    case [StudioViewers.Command, .. var viewers]:
        await StudioViewers.RunAsync(viewers, CancellationToken.None);
        return 0;
    case ["conformance", "--path", var suite, .. var options]:
        var tally = new Tally();
        if (ParserSuite.Knows(suite))
            ParserSuite.Run(suite, tally);
        else if (Test262.Knows(suite))
            Test262.Run(suite, tally);
        else
        {
            Console.Error.WriteLine($"{suite} holds neither test262 nor test262-parser-tests.");
            return 2;
        }
        tally.Print(listsFailures: options.Contains("--failures"));
        return 0;
    default:
        Console.Error.WriteLine("Benchmarks: engine [memory|durable|many|size|timers|start]... | approval | sequence | statements | dataset --path <folder> [--open n --finished n] | inbox --path <folder> | start [--requests] | studio | conformance --path <folder> [--failures]");
        return 2;
}

using LienThong.Benchmarks.Approvals;
using LienThong.Benchmarks.Sequences;

// dotnet run -c Release --project tests/Benchmarks -- approval|sequence|statements
switch (args)
{
    case ["approval"]:
        await ApprovalBenchmark.RunAsync(CancellationToken.None);
        return 0;
    case ["statements"]:
        await ApprovalBenchmark.ListStatementsAsync(CancellationToken.None);
        return 0;
    case ["sequence"]:
        await SequenceBenchmark.RunAsync(CancellationToken.None);
        return 0;
    default:
        Console.Error.WriteLine("Benchmarks: approval | sequence | statements");
        return 2;
}

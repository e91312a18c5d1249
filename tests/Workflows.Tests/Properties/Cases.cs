using FsCheck;
using FsCheck.Fluent;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>Random cases: each decision is one of a list of random numbers, and a case that fails is made smaller by leaving parts and steps out.</summary>
internal static class Cases
{
    private static readonly string[] Leaves =
        ["Line", "Line", "Event", "Event", "Delay", "Timer", "Cron", "StartAt", "Task", "Task", "Fault", "Flaky", "Correlate", "SetName", "Set", "Show", "Output", "Break", "End", "Complete", "Finish"];

    private static readonly string[] Callers = ["Publish", "Publish", "Dispatch", "Dispatch", "Execute", "Execute", "Use", "Use"];

    private static readonly string[] Holders = ["Sequence", "Sequence", "Parallel", "Fork", "Fork", "If", "While", "For", "ForEach", "ParallelForEach", "Flow", "Flow", "Flow", "Flow", "Machine"];

    private static readonly string[] Happenings =
    [
        "start", "event", "event", "event", "resume", "resume", "resume", "resume", "task", "advance", "advance", "cancel", "retry", "retry", "skip",
        "deliver", "deliver", "twice", "settle", "alter", "publish", "retract", "migrate", "back", "again",
    ];

    private static readonly string[] HappeningsAlone = ["resume", "resume", "resume", "resume", "retry", "retry", "skip", "cancel"];

    public static Arbitrary<Case> Any { get; } = Of(Happenings);

    /// <summary>One definition without children and messages, and only what happens to an instance by itself.</summary>
    public static Arbitrary<Case> Alone { get; } = Of(null);

    private static Arbitrary<Case> Of(string[]? happenings) =>
        Arb.From(Gen.Choose(0, 1 << 20).ArrayOf(500).Select(numbers => new Maker(numbers).Make(happenings)), Smaller);

    private static IEnumerable<Case> Smaller(Case test)
    {
        // From the end: what fails in the middle needs nothing after it.
        for (var i = 0; i < test.Steps.Length; i++)
        {
            if (i > 0)
                yield return test with { Steps = test.Steps[..^i] };
            yield return test with { Steps = [.. test.Steps[..i], .. test.Steps[(i + 1)..]] };
        }

        if (test.Definitions.Length > 1)
            yield return test with { Definitions = test.Definitions[..^1] };
        for (var d = 0; d < test.Definitions.Length; d++)
        {
            var definition = test.Definitions[d];
            Case With(Procedure other) => test with { Definitions = [.. test.Definitions[..d], other, .. test.Definitions[(d + 1)..]] };
            if (definition.GoesOn)
                yield return With(definition with { GoesOn = false });
            if (definition.Activation is not null)
                yield return With(definition with { Activation = null });
            foreach (var root in Smaller(definition.Root))
                yield return With(definition with { Root = root });
        }

        if (test.ByTokens)
            yield return test with { ByTokens = false };
        for (var i = 0; i < test.Steps.Length; i++)
        {
            if (test.Steps[i] is { A: > 0 } or { B: > 0 })
                yield return test with { Steps = [.. test.Steps[..i], test.Steps[i] with { A = 0, B = 0 }, .. test.Steps[(i + 1)..]] };
        }
    }

    private static IEnumerable<Part> Smaller(Part part)
    {
        foreach (var held in part.Parts ?? [])
            yield return held;
        if (part.Kind != "Line" && part.Parts is null)
            yield return new Part("Line");
        if (part is { A: > 0 })
            yield return part with { A = 0 };
        for (var i = 0; i < (part.Links?.Length ?? 0); i++)
            yield return part with { Links = [.. part.Links![..i], .. part.Links[(i + 1)..]] };
        for (var i = 0; i < (part.Parts?.Length ?? 0); i++)
        {
            // The last one only where arrows count the others.
            if (part.Links is null || i == part.Parts!.Length - 1)
                yield return part with { Parts = [.. part.Parts![..i], .. part.Parts[(i + 1)..]] };
            foreach (var smaller in Smaller(part.Parts![i]))
                yield return part with { Parts = [.. part.Parts[..i], smaller, .. part.Parts[(i + 1)..]] };
        }
    }

    private sealed class Maker(int[] numbers)
    {
        private int _at;
        private bool _calls;

        public Case Make(string[]? happenings)
        {
            _calls = happenings is not null;
            var count = _calls ? 1 + Next(3) : 1;
            var definitions = Enumerable.Range(0, count).Select(i => new Procedure(
                Root(i), GoesOn: Next(3) > 0, Activation: _calls && Next(6) == 0 ? ((string[])["SingletonStrategy", "CorrelationStrategy", "CorrelatedSingletonStrategy"])[Next(3)] : null)).ToArray();
            var steps = Enumerable.Range(0, 3 + Next(10)).Select(_ => new Happening(OneOf(happenings ?? HappeningsAlone), Next(6), Next(6))).ToArray();
            return new Case(definitions, steps) { ByTokens = Next(3) == 0 };
        }

        private Part Root(int index)
        {
            var root = Any(index == 0 ? 3 : 2, holder: true);
            return !_calls || Next(4) > 0 ? root : new Part("Sequence", 0, [new Part(Next(3) > 0 ? "Trigger" : "Every"), root]);
        }

        private Part Any(int depth, bool holder = false)
        {
            if (depth == 0 || (!holder && Next(5) < 3))
                return new Part(OneOf(_calls && Next(3) == 0 ? Callers : Leaves), Next(6));
            var kind = _calls && Next(12) == 0 ? "Bulk" : OneOf(Holders);
            return kind switch
            {
                "Flow" => Flow(depth),
                "If" or "Bulk" => new Part(kind, Next(6), [Any(depth - 1), Any(depth - 1)]),
                "While" or "For" or "ForEach" or "ParallelForEach" => new Part(kind, Next(6), [Any(depth - 1)]),
                _ => new Part(kind, Next(6), [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => Any(depth - 1))]),
            };
        }

        private Part Flow(int depth)
        {
            var nodes = Enumerable.Range(0, 2 + Next(6)).Select(_ => Next(10) switch
            {
                0 => new Part("Decision", Next(2)),
                1 => new Part("Countdown", Next(3)),
                2 => new Part("FlowFork"),
                3 or 4 => new Part("Join", Next(3)),
                5 => new Part("Merge", Next(6)),
                _ => Any(depth - 1),
            }).ToArray();
            var links = new List<string>();
            for (var to = 1; to < nodes.Length; to++)
            {
                for (var n = 1 + Next(3) / 2; n > 0; n--)
                    links.Add(From(nodes, Next(to), forward: true) + $">{to}");
            }

            // Only a countdown leads back, so that every loop has an end.
            for (var from = 0; from < nodes.Length; from++)
            {
                if (nodes[from].Kind == "Countdown")
                    links.Add($"{from}:True>{Next(from + 1)}");
            }

            return new Part("Flow", 0, nodes, [.. links.Distinct()]);
        }

        private string From(Part[] nodes, int from, bool forward) => nodes[from].Kind switch
        {
            "Decision" => $"{from}:{(Next(2) == 0 ? "True" : "False")}",
            "Countdown" => $"{from}:{(forward ? "False" : "True")}",
            "FlowFork" => $"{from}:{(Next(2) == 0 ? "p" : "q")}",
            _ => $"{from}",
        };

        private string OneOf(string[] kinds) => kinds[Next(kinds.Length)];

        private int Next(int below) => numbers[_at++ % numbers.Length] % below;
    }
}

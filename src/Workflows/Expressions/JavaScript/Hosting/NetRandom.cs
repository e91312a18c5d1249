namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>Random, with or without a seed.</summary>
internal static class NetRandom
{
    public static NetType Type { get; } = new("System.Random", new NetMembers
    {
        { "Shared", () => Instance(Random.Shared) },
    }, a => Instance(a.Length == 0 ? new Random() : new Random(a.Whole(0))));

    private static NetType Instance(Random random) => new("System.Random", new NetMembers
    {
        {
            "Next", a => a.Length switch
            {
                0 => random.Next(),
                1 => random.Next(a.Whole(0)),
                _ => random.Next(a.Whole(0), a.Whole(1)),
            }
        },
        { "NextInt64", a => a.Length == 0 ? random.NextInt64() : random.NextInt64((long)a.Number(0)) },
        { "NextDouble", _ => random.NextDouble() },
    });
}

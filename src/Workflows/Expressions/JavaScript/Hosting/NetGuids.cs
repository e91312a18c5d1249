namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>Guid: its values are strings in scripts.</summary>
internal static class NetGuids
{
    public static NetType Type { get; } = new("System.Guid", new NetMembers
    {
        { "NewGuid", _ => Guid.NewGuid() },
        { "CreateVersion7", _ => Guid.CreateVersion7() },
        { "Parse", a => Guid.Parse(a.Text(0)) },
        { "Empty", () => (object)Guid.Empty },
    }, a => a.Length == 0 ? Guid.Empty : Guid.Parse(a.Text(0)));
}
